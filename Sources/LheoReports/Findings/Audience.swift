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

extension Finding {
  /// What is wrong, in the words of who repairs it.
  func message(for audience: Audience?) -> String { audience == .form ? formMessage : message }

  /// What to do, in the words of who does it.
  func fix(for audience: Audience?) -> String { audience == .form && !formFix.isEmpty ? formFix : fix }

  /// The reference of the session, also of the only one of an action.
  var sessionNumero: String? { session ?? (place?.sessionCount == 1 ? place?.sessions.first : nil) }

  /// The session, as people know it: by its reference, dates and town. For what concerns all sessions of an action, these.
  func sessionName(in language: Language) -> String? {
    let count = place?.sessionCount ?? 1
    if session == nil, count != 1 {
      guard let numeros = place?.sessions, !numeros.isEmpty else { return nil }
      let others = count - numeros.count
      let more = others > 0 ? language(" et \(others, "autre(s)")", " and \(others, "other(s)")") : ""
      return [
        language("sessions ", "sessions ") + numeros.joined(separator: ", ") + more, place?.ville,
      ].compactMap { $0 }.joined(separator: ", ")
    }
    guard let numero = sessionNumero else { return nil }
    return (["session \(numero)"] + sessionDetails(in: language)).joined(separator: ", ")
  }

  private func sessionDetails(in language: Language) -> [String] {
    let days = [place?.debut, place?.fin].map { $0.flatMap { PartialDate(iso: $0) }?.text(in: language) }
    let dates: String? =
      switch (days[0], days[1]) {
      case (let debut?, let fin?) where debut == fin: language("le \(debut)", "on \(debut)")
      case (let debut?, let fin?): language("du \(debut) au \(fin)", "\(debut) to \(fin)")
      case (let debut?, nil): language("à partir du \(debut)", "from \(debut)")
      case (nil, let fin?): language("jusqu'au \(fin)", "until \(fin)")
      case (nil, nil): nil
      }
    return [dates, place?.ville].compactMap { $0 }
  }

  /// The offer, as people know it: by its number and title.
  func offerName(in language: Language) -> String {
    if formation == nil && intitule == nil { return language("En dehors des offres", "Outside the offers") }
    let title = intitule.map { language("« \($0.visible) »", "“\($0.visible)”") }
    return ([language("Offre", "Offer"), formation?.visible, title].compactMap { $0 }).joined(separator: " ")
  }
}
