import LheoModel
import LheoOperations
import LheoOutput
import LheoValidator

/// Puts what repairs say of themselves into words, where they are named after no rule.
public struct RepairDocumentation {
  private let language: Language

  /// Documentation in a language.
  public init(language: Language) { self.language = language }

  /// A repair, for people at a terminal.
  ///
  /// - Parameters:
  ///   - repair: the repair.
  ///   - sink: where the words go.
  public func text(of repair: Repair, to sink: ByteSink) {
    sink.append("\(repair.rule)\n\n\(repair.title(language))\n\n\(remark(repair))\n")
  }

  /// A repair, in Markdown.
  ///
  /// - Parameters:
  ///   - repair: the repair.
  ///   - sink: where the words go.
  public func section(of repair: Repair, to sink: ByteSink) {
    let title = repair.title(language).replacing("<", with: "&lt;")
    sink.append("### \(repair.rule)\n\n\(title)\n\n\(remark(repair))\n")
  }

  /// A repair, for programs.
  ///
  /// - Parameters:
  ///   - repair: the repair.
  ///   - sink: where the document goes.
  public func json(of repair: Repair, to sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object {
      $0.member("id", repair.rule)
      $0.member("repair", repair.title(language))
      $0.key("unsafe")
      $0.bool(repair.isUnsafe)
      $0.key("needs")
      $0.list { list in for need in RuleNeed.allCases where repair.needs.contains(need) { list.string(need.rawValue) } }
    }
    json.newLine()
  }

  private func remark(_ repair: Repair) -> String {
    let remark = language(
      "C'est une réparation ; aucune règle ne porte ce nom.", "This is a repair; no rule has this name.")
    guard repair.isUnsafe else { return remark }
    return remark
      + language(
        " Elle peut changer le sens : elle n'est faite que sur demande.",
        " It may change what is meant: it is made on request only.")
  }
}
