import LheoModel

extension Repair {
  /// Times as people type them: `9 h 30`, `09.30`, `0930`, `9`.
  static let hours = Repair(
    "recrutement/rdvi-horaire-format", "Écrit les heures comme 09h30.", "Writes times like 09h30.",
    .leaf { leaf, text in
      guard leaf.element == .heureDebut || leaf.element == .heureFin, let time = TimeOfDay(typed: text) else {
        return .same
      }
      return .text(time.lheoText)
    })

  /// Postcodes with spaces or without the leading zero that a spreadsheet took.
  static let postcode = Repair(
    "adresse/codepostal-format", "Écrit les codes postaux sans espace, avec leur zéro.",
    "Writes postcodes without spaces, with their leading zero.",
    .leaf { leaf, text in leaf.element == .codepostal ? .text(text.locationCode) : .same })

  /// INSEE codes with spaces, without the leading zero, or with a small letter.
  static let inseeCode = Repair(
    "adresse/insee-format", "Écrit les codes INSEE sans espace, avec leur zéro et en majuscules.",
    "Writes INSEE codes without spaces, with their leading zero and in capitals.",
    .leaf { leaf, text in leaf.element == .codeINSEECommune ? .text(text.locationCode.uppercased()) : .same })

  /// Durations of zero hours. The total is mandatory: it is computed.
  static let zeroDuration = Repair(
    "duree/zero", "Retire les durées nulles en centre ou en entreprise.",
    "Leaves out durations of zero hours in the centre or in the company.",
    .leaf { leaf, text in
      switch leaf.element {
      case Element.nombreHeuresCentre?, Element.nombreHeuresEntreprise?:
        Int(text.trimmed) == 0 ? .removed : .same
      default: .same
      }
    })

  /// Totals that are missing, where both parts are known. One that contradicts its parts is left: which of the three is
  /// wrong is not known here. With one part only, the other may be unknown.
  static let missingTotal = Repair(
    "duree/totale-absente", "Ajoute la durée totale, si les heures en centre et en entreprise sont connues.",
    "Adds the total duration, if the hours in the centre and in the company are known.",
    .offer { formation, _ in
      var notes: [RepairNote] = []
      for index in formation.actions.indices where formation.actions[index].nombreHeuresTotal.isMissing {
        let action = formation.actions[index]
        guard let centre = action.nombreHeuresCentre?.number, let company = action.nombreHeuresEntreprise?.number,
          centre > 0, company > 0
        else { continue }
        let (total, isTooLarge) = centre.addingReportingOverflow(company)
        if isTooLarge { continue }
        notes.append(
          RepairNote(
            line: Int(action.nombreHeuresTotal?.position.line ?? 0), element: .nombreHeuresTotal,
            before: action.nombreHeuresTotal?.text ?? "", after: String(total)))
        if action.nombreHeuresTotal == nil {
          formation.actions[index].nombreHeuresTotal = NumberLeaf(total)
        } else {
          formation.actions[index].nombreHeuresTotal?.number = total
        }
      }
      return notes
    })

  /// The version of FORMACODE, where other codes of the offer say it.
  static let formacodeVersion = Repair(
    "ordre/formacode-version", "Ajoute la version du FORMACODE, si les autres codes de l'offre l'indiquent.",
    "Adds the version of FORMACODE, if the other codes of the offer say it.",
    .offer { formation, _ in
      let versions = Set(formation.domaineFormation.codesFORMACODE.compactMap { $0.details[.ref] })
      guard versions.count == 1, let version = versions.first else { return [] }
      var notes: [RepairNote] = []
      for index in formation.domaineFormation.codesFORMACODE.indices
      where formation.domaineFormation.codesFORMACODE[index].details[.ref] == nil {
        let code = formation.domaineFormation.codesFORMACODE[index]
        formation.domaineFormation.codesFORMACODE[index].details[.ref] = version
        notes.append(
          RepairNote(
            line: Int(code.position.line), element: .codeFORMACODE, before: code.text,
            after: "\(code.text) (ref=\"\(version)\")"))
      }
      return notes
    })

  /// The date of change of offers that were repaired. It never goes back: a receiver would keep the version before.
  static let dateOfChange = Repair(
    "ordre/datemaj", "Met la date de mise à jour au jour de la réparation, si elle n'est pas plus récente.",
    "Sets the date of change to today, unless it is later.",
    .offer { formation, date in
      let before = formation.datemaj ?? ""
      if let last = PartialDate(before)?.dayNumber, let now = date.dayNumber, last >= now { return [] }
      formation.datemaj = date.lheoText
      return [
        RepairNote(
          line: Int(formation.position.line), element: .formation, before: before, after: "datemaj=\(date.lheoText)")
      ]
    })
}

extension NumberLeaf? {
  /// Whether it is not there, or zero, which is no duration.
  fileprivate var isMissing: Bool { self == nil || self?.number == 0 }
}

extension TimeOfDay {
  /// Reads what people type in a form: also `9 h 30`, `09.30`, `0930` and `9`.
  fileprivate init?(typed text: String) {
    let compact = text.lowercased().filter { !$0.isWhitespace }
    if let time = TimeOfDay(compact) {
      self = time
      return
    }
    let parts = compact.split(whereSeparator: { "h:.".contains($0) }).map(String.init)
    let digits = parts.joined()
    guard !parts.isEmpty, parts.count <= 2, digits.utf8.allSatisfy(\.isDigit) else { return nil }
    if parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), parts[1].count == 2 {
      self.init(hour: hour, minute: minute)
    } else if parts.count == 1, digits.count <= 2, let hour = Int(digits) {
      self.init(hour: hour)
    } else if parts.count == 1, digits.count == 4, let number = Int(digits) {
      self.init(hour: number / 100, minute: number % 100)
    } else {
      return nil
    }
  }
}

extension String {
  /// A postcode or INSEE code without white space, with the leading zero that spreadsheets take; as it is if that does
  /// not give five characters.
  fileprivate var locationCode: String {
    let compact = filter { !$0.isWhitespace && $0 != "." && $0 != "\u{A0}" }
    let isNumber = compact.utf8.allSatisfy(\.isDigit)
    let code = isNumber && compact.utf8.count == 4 ? "0" + compact : compact
    return code.utf8.count == 5 ? code : self
  }
}
