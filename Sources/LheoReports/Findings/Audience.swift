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

  /// The sessions that it concerns, as people know them: by reference, dates and town.
  func sessionNames(in language: Language) -> [String] {
    guard let place else { return [] }
    let isOne = session != nil || place.sessions.isEmpty
    let own = SessionContext.NamedSession(numero: session, debut: place.debut, fin: place.fin)
    return (isOne ? [own] : place.sessions).map { named in
      let numero = named.numero ?? language("sans référence", "without a reference")
      return ["session \(numero)", PartialDate.span(named.debut, named.fin, in: language), place.ville]
        .compactMap { $0 }.joined(separator: ", ")
    }
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
    let names = sessionNames(in: language)
    guard let first = names.first else { return nil }
    if names.count == 1 { return [first, slotName(in: language)].compactMap { $0 }.joined(separator: ", ") }
    let others = names.count - Self.namedSessions
    let more =
      others <= 0
      ? ""
      : language(" ; et \(others, "autre(s)") de la même action", "; and \(others, "other(s)") of the same action")
    return names.prefix(Self.namedSessions).joined(separator: language(" ; ", "; ")) + more
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
