import LheoModel

/// Replaces what identifies people and bodies, the same by the same, so that a feed can go into a bug report: the elements
/// that hold names, e-mails, telephones and numbers, and e-mails and telephones in all other texts and attributes,
/// extensions included. What matters for rules stays: a SIRET with a right check digit becomes another such, a wrong one
/// another wrong one. Places stay, with their names, unless those are of people or bodies.
public struct Anonymiser {
  private var known: [String: [String: String]] = [:]
  /// The names of people and bodies in the offer at hand.
  private var names = IdentifyingNames()

  /// An anonymiser that has seen nothing yet.
  public init() {}

  /// The element without people, e-mails, telephones and identifiers.
  public mutating func anonymised(_ buffer: ElementBuffer) -> ElementBuffer {
    names = IdentifyingNames(of: buffer)
    var texts: [Int: String] = [:]
    for index in 0..<buffer.root.endIndex {
      let view = ElementView(storage: buffer.storage, index: index)
      guard let text = view.trimmedText, let replacement = replacement(for: text, in: view) else { continue }
      texts[index] = replacement
    }
    let copy = ElementBuffer()
    copy.append(
      buffer.root, text: { texts[$0.index] },
      attribute: { view, attribute in
        switch attribute.name {
        case .known(.id) where view.hasIdentifiers, .known(.idref) where view.hasIdentifiers: attribute
        default: Attribute(attribute.name, withoutContactDetails(attribute.value) ?? attribute.value)
        }
      })
    return copy
  }

  private mutating func replacement(for text: String, in view: ElementView) -> String? {
    guard let element = view.element else { return withoutContactDetails(text) }
    switch element.definition.content {
    case .number, .date, .code: return nil
    default: break
    }
    if element == .nom, view.isNameOfPlace { return replacement(forPlace: text) ?? withoutContactDetails(text) }
    return replacement(for: text, of: element) ?? withoutContactDetails(text)
  }

  /// What takes the place of a place's name, where that names a person or a body; else it is that of an establishment,
  /// which rules and readers need.
  private mutating func replacement(forPlace text: String) -> String? {
    if let body = names.body(text) { return replacement(for: body, of: .nomOrganisme) }
    if let name = names.familyName(text) { return replacement(for: name, of: .nom) }
    guard names.isOfPerson(text) else { return nil }
    return stable("lieu", text) { "Chez M. Dupont\($0 > 1 ? " \($0)" : "")" }
  }

  private mutating func withoutContactDetails(_ text: String) -> String? {
    ContactDetails.replaced(in: text) { kind, found in
      switch kind {
      case .courriel: courriel(found)
      case .telephone: telephone(found)
      }
    }
  }

  private mutating func replacement(for text: String, of element: Element) -> String? {
    switch element {
    case .nom, .prenom, .civilite:
      return stable(element.name, text) {
        "\(element == .prenom ? "Camille" : element == .nom ? "Dupont" : "M.")\($0 > 1 ? " \($0)" : "")"
      }
    case .courriel: return courriel(text)
    case .numtel: return telephone(text)
    case .siret:
      let isRight = text.isSIRET
      return stable("SIRET", text) { Self.siret($0, isRight: isRight) }
    case .numeroActivite: return stable("numero-activite", text) { Self.padded($0, prefix: "99", width: 11) }
    case .nomOrganisme, .raisonSociale, .raisonSocialeFormateur:
      return stable("organisme", text) { "Organisme \($0)" }
    default: return nil
    }
  }

  private mutating func courriel(_ text: String) -> String {
    // What is not an address does not become one.
    stable("courriel", text) { text.contains("@") ? "contact\($0)@example.org" : "contact\($0)" }
  }

  /// Another number, written in the same way.
  private mutating func telephone(_ text: String) -> String {
    let count = text.utf8.count(where: \.isDigit)
    let number = stable("numtel", String(decoding: text.utf8.filter(\.isDigit).suffix(9), as: UTF8.self)) {
      Self.padded($0, prefix: "199", width: 9)
    }
    var digits = Array((String(repeating: "0", count: max(0, count - 9)) + number.suffix(count)).utf8)[...]
    if text.hasPrefix("+33") || text.hasPrefix("0033") {
      digits = Array(text.hasPrefix("+") ? "33".utf8 : "0033".utf8) + digits.suffix(9)
    }
    return String(decoding: text.utf8.map { $0.isDigit ? digits.popFirst() ?? UInt8(ascii: "0") : $0 }, as: UTF8.self)
  }

  /// What takes the place of a text, the same each time.
  private mutating func stable(_ kind: String, _ text: String, _ make: (Int) -> String) -> String {
    if let replacement = known[kind]?[text] { return replacement }
    let replacement = make((known[kind]?.count ?? 0) + 1)
    known[kind, default: [:]][text] = replacement
    return replacement
  }

  private static func padded(_ number: Int, prefix: String, width: Int) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, width - prefix.count - digits.count)) + digits
  }

  /// No company has a number that starts with 9000000.
  private static func siret(_ number: Int, isRight: Bool) -> String {
    let start = padded(number, prefix: "9000000", width: 13)
    for digit in 0...9 where (start + String(digit)).isSIRET == isRight { return start + String(digit) }
    return start + "0"
  }
}
