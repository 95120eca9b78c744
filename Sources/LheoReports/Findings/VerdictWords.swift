import LheoModel
import LheoOutput
import LheoValidator

/// A verdict as reports give it: a sentence, why not for the others, and what to repair first.
struct VerdictWords {
  /// How many repairs are named.
  static let repairLimit = 5

  let verdict: Verdict
  /// The partner, and what it can show.
  let sentence: String
  /// What it can show.
  let summary: String
  let reasons: [(reason: String, count: Int)]
  let repairs: [RepairGain]

  /// The verdicts of all partners that there are sessions for.
  static func all(_ verdicts: Verdicts, in language: Language) -> [VerdictWords] {
    verdicts.all.map { verdict in
      let summary = verdicts.sentence(verdict, in: language)
      return VerdictWords(
        verdict: verdict, sentence: verdict.partner.label(in: language) + language(" : ", ": ") + summary,
        summary: summary.prefix(1).uppercased() + summary.dropFirst(),
        reasons: verdicts.reasons(verdict, in: language),
        repairs: verdict.repairs(limit: repairLimit))
    }
  }

  /// The element that a repair of the schema's is about; nothing for other rules.
  static func element(_ repair: RepairGain, in language: Language) -> String {
    repair.element.map { language(" (« \($0.label) »)", " (“\($0.label)”)") } ?? ""
  }

  /// What is repaired, in words.
  static func message(_ repair: RepairGain, in language: Language) -> String {
    let message = RuleSheet.named(repair.rule)?.message(language) ?? repair.rule
    guard let element = repair.element else { return message }
    let phrase = message.hasSuffix(".") ? String(message.dropLast()) : message
    return language("\(phrase) : « \(element.label) ».", "\(phrase): “\(element.label)”.")
  }

  /// What a repair brings back, in words.
  static func gain(_ repair: RepairGain, in language: Language) -> String {
    if repair.isCovered {
      return language(
        "\(repair.sessions, "session(s) déjà rendue(s)") par les précédentes",
        "\(repair.sessions, "session(s)") brought back already by those before it")
    }
    if repair.together == 0 { return language("aucune à elle seule", "none by itself") }
    let together = language(
      "\(repair.together, "session(s)") avec les précédentes", "\(repair.together, "session(s)") with those before it")
    if repair.alone == 0 { return together }
    let alone = "+\u{A0}" + language.quantity(repair.alone, "session(s)")
    return repair.together == repair.alone ? alone : "\(alone), \(together)"
  }
}

extension JSONWriter {
  /// How many findings there are of each severity.
  mutating func severities(_ severities: [Severity: Int]) {
    key("severities")
    object { json in
      for severity in Severity.allCases.reversed() { json.member(severity.rawValue, severities[severity] ?? 0) }
    }
  }

  /// What each partner can show, what to repair first, and in which sessions a jobseeker can be positioned online.
  mutating func judgement(_ verdicts: Verdicts) {
    if !verdicts.all.isEmpty { self.verdicts(verdicts) }
    let positioning = verdicts.positioning
    if positioning.isEmpty { return }
    key("positioning")
    object {
      $0.member("sessions", positioning.toCome)
      $0.member("possible", positioning.possible)
      $0.member("over", positioning.over)
      $0.key("reasons")
      $0.object { for (reason, count) in positioning.reasons { $0.member("\(reason)", count) } }
    }
  }

  private mutating func verdicts(_ verdicts: Verdicts) {
    key("verdicts")
    list { list in
      for verdict in verdicts.all {
        list.object {
          $0.member("partner", verdict.partner.rawValue)
          $0.member("sessions", verdict.sessions)
          $0.member("possible", verdict.possible)
          $0.repairs(verdict.repairs(limit: 1000))
        }
      }
    }
  }

  private mutating func repairs(_ repairs: [RepairGain]) {
    key("repairs")
    list { list in
      for repair in repairs {
        list.object {
          $0.member("rule", repair.rule)
          $0.member("element", repair.element?.name)
          $0.member("sessions", repair.sessions)
          $0.member("alone", repair.alone)
          $0.member("together", repair.together)
        }
      }
    }
  }
}
