import ArgumentParser
import LheoParser

/// How much of the machine a feed may take before it is refused. Depth and the length of one text are libxml2's own.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Megabytes of text and attributes in one offer. Default: 268.", valueName: "n", visibility: .hidden))
  var maxOfferMegabytes: Int?

  @Option(help: ArgumentHelp("Attributes of one element. Default: 1000.", valueName: "n", visibility: .hidden))
  var maxAttributes: Int?

  func validate() throws {
    if let maxOfferMegabytes, !(1...2000).contains(maxOfferMegabytes) {
      throw ValidationError("--max-offer-megabytes takes a number from 1 to 2000.")
    }
    if let maxAttributes, !(1...10_000_000).contains(maxAttributes) {
      throw ValidationError("--max-attributes takes a number from 1 to 10000000.")
    }
  }

  var limits: ParserLimits {
    var limits = ParserLimits()
    if let maxOfferMegabytes { limits.offerSize = maxOfferMegabytes * 1_000_000 }
    if let maxAttributes { limits.attributeCount = maxAttributes }
    return limits
  }
}
