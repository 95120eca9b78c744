import LheoModel
import LheoOutput
import LheoParser
import LheoSchema
import LheoValidator
import Mustache

/// A page of findings: what they are to look like stands in `report.css`, how they are shown and filtered in `report.js`,
/// and the summary in `summary.mustache`. The findings are JSON in the page; nothing is fetched.
struct HTMLPage {
  private let context: ReportContext
  private let words: HTMLWords
  private(set) var tally = ReportTally()
  private var files: [String] = []
  private var offers: [Offer] = []
  private var bodies: [OrganismeKey: Int] = [:]
  private var bodyList: [OrganismeContext] = []
  private var usedRules: Set<String> = []
  private var rowCount = 0
  var change: BaselineChange?

  private struct Offer: Equatable {
    var numero: String?
    var intitule: String?
    var file: Int
    var body: Int?
  }

  init(_ context: ReportContext) {
    self.context = context
    words = HTMLWords(language: context.language)
  }

  // MARK: Findings

  mutating func beginFile(_ name: String) { files.append(name) }

  mutating func count(_ summary: ValidationSummary) { tally.count(summary) }

  mutating func count(_ finding: Finding) { tally.count(finding) }

  /// The finding as JSON, for the list between `head` and `tail`.
  mutating func row(_ finding: Finding) -> [UInt8] {
    let offer = offerIndex(finding)
    usedRules.insert(finding.rule)
    let rule = Self.rules[finding.rule]
    let language = context.language
    var bytes = rowCount == 0 ? [] : Array(",\n".utf8)
    rowCount += 1
    bytes += JSONText.of { json in
      json.object {
        $0.member("o", offer)
        $0.member("f", files.count - 1)
        $0.member("r", finding.rule)
        $0.member("s", finding.severity.rawValue)
        $0.member("l", finding.line > 0 ? finding.line : nil)
        $0.member("p", finding.line > 0 ? nil : finding.path)
        $0.member("e", finding.element)
        $0.member("a", finding.action)
        $0.member("n", finding.session)
        $0.member("m", finding.message)
        $0.member("x", finding.fix == rule?.repair(language) ? nil : finding.fix)
        $0.member("u", finding.source == rule?.source.text(language) ? nil : finding.source)
      }
    }
    return bytes
  }

  private mutating func offerIndex(_ finding: Finding) -> Int {
    let offer = Offer(
      numero: finding.formation, intitule: finding.intitule, file: files.count - 1,
      body: finding.organisme.map { bodyIndex($0) })
    // Findings come offer by offer.
    if offers.last != offer { offers.append(offer) }
    return offers.count - 1
  }

  private mutating func bodyIndex(_ organisme: OrganismeContext) -> Int {
    let key = OrganismeKey(organisme)
    if let index = bodies[key] { return index }
    bodies[key] = bodyList.count
    bodyList.append(organisme)
    return bodyList.count - 1
  }

  private static let rules = Dictionary(uniqueKeysWithValues: Rule.all.map { ($0.id, $0) })

  // MARK: The page around them

  /// Everything before the findings.
  func head(_ title: String) -> [UInt8] {
    HTMLFrame.start(title, context.language)
      + Array("<script type=\"application/json\" id=\"findings\">[\n".utf8)
  }

  /// Everything after the findings.
  func tail(_ title: String) -> [UInt8] {
    var page = Array("]</script>\n<script type=\"application/json\" id=\"offer-list\">".utf8)
    page += JSONText.of(writeOffers)
    page += Array("</script>\n<script type=\"application/json\" id=\"words\">".utf8)
    page += JSONText.of { json in
      json.object { for (key, word) in words.script { $0.member(key, word) } }
    }
    page += Array("</script>\n".utf8)
    let summary = HTMLSummary(
      title: title, context: context, words: words, files: files, tally: tally, change: change)
    page += Array(Self.render(PackageResources.summary_mustache, summary.values).utf8)
    page += Array("<script>\n".utf8) + PackageResources.report_js + Array("</script>\n</body>\n</html>\n".utf8)
    return page
  }

  private func writeOffers(_ json: inout JSONWriter) {
    json.object { json in
      json.key("files")
      json.list { list in for file in files { list.string(file) } }
      json.key("offers")
      json.list { list in
        for offer in offers {
          list.object {
            $0.member("n", offer.numero)
            $0.member("t", offer.intitule)
            $0.member("g", offer.body)
          }
        }
      }
      json.key("bodies")
      json.list { list in
        for body in bodyList {
          list.object {
            $0.member("nom", body.nom)
            $0.member("siret", body.siret)
            $0.member("courriel", body.courriel)
          }
        }
      }
      json.key("rules")
      json.object { object in
        for id in usedRules.sorted() {
          object.key(id)
          object.object {
            $0.member("fix", Self.rules[id]?.repair(context.language))
            $0.member("source", Self.rules[id]?.source.text(context.language))
          }
        }
      }
    }
  }

  static func render(_ template: [UInt8], _ values: [String: Any]) -> String {
    MustacheContentTypes.register(Markup(), named: "MARKUP")
    guard let compiled = try? MustacheTemplate(string: String(decoding: template, as: UTF8.self)) else {
      preconditionFailure("a template of the report is broken")
    }
    return compiled.render(values)
  }
}

/// How the templates escape: scalar by scalar, which Mustache's own type does not.
private struct Markup: MustacheContentType {
  func escapeText(_ text: String) -> String { text.escapedForMarkup }
}

/// JSON that may stand in a script element.
enum JSONText {
  static func of(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    let sink = ByteSink(file: "") { piece in
      for byte in piece { if byte == 0x3C { bytes += Array("\\u003c".utf8) } else { bytes.append(byte) } }
      return 0
    }
    var json = JSONWriter(sink)
    write(&json)
    sink.flush()
    return bytes
  }
}
