import ArgumentParser
import LheoFormats

/// What feeds are converted into.
struct ConversionTarget: ExpressibleByArgument {
  /// The format; `nil` for EDOF, of which a file is written for each body.
  let format: OutputFormat?

  static let edofName = "edof"

  /// Whether it is EDOF.
  var isEdof: Bool { format == nil }

  init?(argument: String) {
    format = OutputFormat.named(argument)
    if format == nil, argument != Self.edofName { return nil }
  }

  static var allValueStrings: [String] { OutputFormat.all.map(\.name) + [edofName] }
}
