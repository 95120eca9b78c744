import LheoModel
import LheoOutput
import LheoReference
import LheoRegisters

/// Shows what a code stands for in the registers, as cards that a person can read.
public struct ReferenceCards {
  let language: Language
  let reference: Reference

  /// Cards made of a database.
  public init(_ reference: Reference, language: Language) {
    self.reference = reference
    self.language = language
  }

  /// For people: a card for each entry, with the day of the register it is from.
  public func text(_ entries: [ReferenceEntry], to sink: ByteSink) throws(ReferenceError) {
    for (index, entry) in entries.enumerated() {
      if index > 0 { sink.append("\n") }
      var card = Card(language)
      try fill(&card, entry)
      card.write(to: sink)
    }
  }

  private func fill(_ card: inout Card, _ entry: ReferenceEntry) throws(ReferenceError) {
    switch entry {
    case .certification(let certification, let partenaires): try fill(&card, certification, partenaires)
    case .body(let body): try fill(&card, body)
    case .commune(let code, let name, let fate):
      card.title = "\(code)  \(name)"
      try fill(&card, code, fate)
      note(&card, .communes, .codesPostaux, .geo)
    case .postcode(let code, let communes):
      card.title = "\(code)  \(language("code postal", "postcode"))"
      card.row(language("Communes", "Communes"), communes.map { "\($0.code) \($0.name)" })
      note(&card, .codesPostaux, .geo)
    case .departement(let territory):
      card.title = "\(territory.code)  \(territory.name)"
      card.row(language("Nature", "Kind"), language("département", "département"))
      if let code = territory.region { card.row(language("Région", "Region"), try named(region: code)) }
      card.row("Chef-lieu", territory.chefLieu)
      note(&card, .departements)
    case .region(let territory):
      card.title = "\(territory.code)  \(territory.name)"
      card.row(language("Nature", "Kind"), language("région", "region"))
      card.row("Chef-lieu", territory.chefLieu)
      note(&card, .regions)
    case .occupation(let occupation):
      card.title = "\(occupation.code)  \(occupation.title)"
      card.row(language("Fait partie de", "Part of"), occupation.parent)
      note(&card, .rome)
    case .school(let school): try fill(&card, school)
    case .diploma(let diploma): try fill(&card, diploma)
    }
  }

  private func named(region code: String) throws(ReferenceError) -> String {
    [code, try reference.region(code: code)?.name].compactMap { $0 }.joined(separator: " ")
  }

  /// Says from which registers a card is.
  func note(_ card: inout Card, _ registers: Register...) {
    for register in registers {
      guard let day = reference.day(of: register) else { continue }
      let mention = register.mention(day: day)(language)
      if !card.mentions.contains(mention) { card.mentions.append(mention) }
    }
  }

  private func fill(_ card: inout Card, _ code: String, _ fate: CommuneFate) throws(ReferenceError) {
    switch fate {
    case .current(let commune):
      card.row(language("Nature", "Kind"), name(of: commune.kind))
      if let code = commune.departement {
        let name = try reference.departement(code: code)?.name
        card.row("Département", [code, name].compactMap { $0 }.joined(separator: " "))
      }
      if let code = commune.region { card.row(language("Région", "Region"), try named(region: code)) }
      card.row(language("Commune", "Commune"), commune.parent)
      card.row(language("Codes postaux", "Postcodes"), commune.postcodes.joined(separator: ", "))
      if let position = commune.position {
        card.row(language("Position", "Position"), "\(position.latitude), \(position.longitude)")
      }
    case .replaced(let by, let since):
      let when = since.map { language(" depuis le \($0)", " since \($0)") } ?? ""
      card.row(language("Fait partie de", "Part of"), "\(by.code) \(by.name)\(when)")
    case .split(let communes):
      card.row(language("Partagée entre", "Split into"), communes.map { "\($0.code) \($0.name)" })
    case .unknown:
      card.row(language("État", "State"), language("n'existe plus", "is no more"))
    }
  }

  private func name(of kind: Commune.Kind) -> String {
    switch kind {
    case .commune: language("commune", "commune")
    case .arrondissement: language("arrondissement municipal", "municipal arrondissement")
    case .deleguee: language("commune déléguée", "delegated commune")
    case .associee: language("commune associée", "associated commune")
    case .outreMer: language("commune d'outre-mer", "overseas commune")
    }
  }
}

/// A title and rows of a name and its values.
struct Card {
  private static let width = 22

  let language: Language
  var title = ""
  /// The registers it is from.
  var mentions: [String] = []
  private var rows: [(name: String, values: [String])] = []

  init(_ language: Language) { self.language = language }

  /// A row; none without a value.
  mutating func row(_ name: String, _ value: String?) { row(name, value.map { [$0] } ?? []) }

  /// A row with several values, one a line.
  mutating func row(_ name: String, _ values: [String]) {
    let values = values.filter { !$0.isEmpty }
    if !values.isEmpty { rows.append((name, values)) }
  }

  /// A row with the first of many values.
  mutating func row(_ name: String, first limit: Int, of values: [String]) {
    let more = values.count - limit
    let last = more > 0 ? [language("et \(more, "autre(s)")", "and \(more) more")] : []
    row(values.count > 1 ? "\(name) (\(values.count))" : name, Array(values.prefix(limit)) + last)
  }

  func write(to sink: ByteSink) {
    sink.append(title.visible + "\n")
    for (name, values) in rows {
      for (index, value) in values.enumerated() {
        let label = index == 0 ? name : ""
        let padding = String(repeating: " ", count: max(1, Self.width - label.count))
        sink.append("  \(label)\(padding)\(value.visible)\n")
      }
    }
    for mention in mentions { sink.append("  \(mention)\n") }
  }
}
