import LheoModel
import LheoSchema
import LheoValidator

/// Who repairs what a report has found.
public enum Audience: String, CaseIterable, Sendable {
  /// Who types in OFeli's form: a repair names screen, block and field.
  case form
  /// Who edits XML, or makes a program write it: a repair names elements.
  case xml
}

extension ReportFormat {
  /// For whom the format is, where nothing else is said.
  var audience: Audience {
    switch self {
    case .html, .htmlByOrganisme, .csv, .csvExcel, .xlsx: .form
    case .text, .concise, .statistics, .json, .ndjson, .sarif, .junit, .markdown: .xml
    }
  }
}

extension ReportFormat {
  /// Whether it is for people to look at, with what is said to those who get it.
  public var isPage: Bool { self == .html || self == .htmlByOrganisme }

  /// Whether it lists findings, and not only how many there are of what.
  public var listsFindings: Bool { self != .statistics && self != .markdown }

  /// Whether severities are coloured in it, where colours are wanted.
  public var takesColor: Bool { self == .text || self == .statistics }

  /// Whether it has the words of one audience only: others have both, or none.
  public var dependsOnAudience: Bool { listsFindings && self != .json && self != .ndjson }
}

extension Finding {
  /// What is wrong, in the words of who repairs it.
  func message(for audience: Audience?) -> String { audience == .form ? formMessage : message }

  /// What to do, in the words of who does it.
  func fix(for audience: Audience?) -> String { audience == .form && !formFix.isEmpty ? formFix : fix }

  /// What was found, as who repairs it writes it.
  func value(for audience: Audience?) -> String? { audience == .form ? formValue : value }

  /// What is expected, in the words of who repairs it.
  func expected(for audience: Audience?) -> String? { audience == .form ? formExpected : expected }

  /// The reference of the session, also of the only one of an action.
  var sessionNumero: String? { session ?? (place?.sessionCount == 1 ? place?.sessions.first?.numero : nil) }

  /// The sessions that it concerns: its own, or all of its action. As an action may have many, they are named one by one.
  var sessions: [SessionContext.NamedSession] {
    guard let place else { return [] }
    if session == nil, !place.sessions.isEmpty { return place.sessions }
    return [SessionContext.NamedSession(numero: session, debut: place.debut, fin: place.fin)]
  }

  /// A session as people know it: by reference, dates and town.
  func name(of session: SessionContext.NamedSession, in language: Language) -> String {
    let numero = session.numero ?? language("sans référence", "without a reference")
    return ["session \(numero)", PartialDate.span(session.debut, session.fin, in: language), place?.ville]
      .compactMap { $0 }.joined(separator: ", ")
  }

  /// The recruitment that it is in, as people know it.
  func slotName(in language: Language) -> String? {
    guard let slot = place?.slot else { return nil }
    let kind = slot.modalite.map { language(" « \($0) »", " “\($0)”") } ?? ""
    return
      ([language("créneau\(kind)", "slot\(kind)"), PartialDate.span(slot.debut, slot.fin, in: language)]
      .compactMap { $0 }).joined(separator: " ")
  }

  /// The sessions and the recruitment in one line: of many sessions the first ones, and how many more the action has.
  func sessionName(in language: Language) -> String? {
    let sessions = sessions
    let names = sessions.prefix(Self.namedSessions).map { name(of: $0, in: language) }
    guard let first = names.first else { return nil }
    if sessions.count == 1 { return [first, slotName(in: language)].compactMap { $0 }.joined(separator: ", ") }
    let others = sessions.count - names.count
    let more =
      others <= 0
      ? ""
      : language(" ; et \(others, "autre(s)") de la même action", "; and \(others, "other(s)") of the same action")
    return names.joined(separator: language(" ; ", "; ")) + more
  }

  /// How many sessions a line names.
  private static let namedSessions = 8

  /// The offer, as people know it: by its number and title.
  func offerName(in language: Language) -> String {
    if formation == nil && intitule == nil { return language("En dehors des offres", "Outside the offers") }
    let title = intitule.map { language("« \($0.visible) »", "“\($0.visible)”") }
    return ([language("Offre", "Offer"), formation?.visible, title].compactMap { $0 }).joined(separator: " ")
  }
}

extension PartialDate {
  /// From one day to another, in words; `nil` where neither is known.
  static func span(_ debut: String?, _ fin: String?, in language: Language) -> String? {
    switch (
      debut.flatMap { PartialDate(iso: $0) }?.text(in: language),
      fin.flatMap { PartialDate(iso: $0) }?.text(in: language)
    ) {
    case (let debut?, let fin?) where debut == fin: language("le \(debut)", "on \(debut)")
    case (let debut?, let fin?): language("du \(debut) au \(fin)", "\(debut) to \(fin)")
    case (let debut?, nil): language("à partir du \(debut)", "from \(debut)")
    case (nil, let fin?): language("jusqu'au \(fin)", "until \(fin)")
    case (nil, nil): nil
    }
  }
}
