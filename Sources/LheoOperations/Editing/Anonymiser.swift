import LheoModel

/// Replaces what identifies people and bodies, the same by the same, so that a feed can go into a bug report. What
/// matters for rules stays: a SIRET with a right check digit becomes another such, a wrong one another wrong one.
public struct Anonymiser {
  private var known: [String: [String: String]] = [:]

  /// An anonymiser that has seen nothing yet.
  public init() {}

  /// The offer without people, e-mails, telephones and identifiers.
  public mutating func anonymised(_ buffer: ElementBuffer) -> ElementBuffer {
    var texts: [Int: String] = [:]
    for leaf in buffer.root.elements {
      guard let element = leaf.element, let text = leaf.trimmedText else { continue }
      if let replacement = replacement(for: text, of: element) { texts[leaf.index] = replacement }
    }
    let copy = ElementBuffer()
    copy.append(buffer.root, text: { texts[$0.index] })
    return copy
  }

  private mutating func replacement(for text: String, of element: Element) -> String? {
    switch element {
    case .nom, .prenom, .civilite:
      return stable(element.name, text) {
        "\(element == .prenom ? "Camille" : element == .nom ? "Dupont" : "M.")\($0 > 1 ? " \($0)" : "")"
      }
    case .courriel:
      // What is no address stays none.
      return stable("courriel", text) { text.contains("@") ? "contact\($0)@example.org" : "contact\($0)" }
    case .numtel:
      return stable("numtel", text) { number in
        let digits = String(number)
        return "0199" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits.suffix(6)
      }
    case .siret:
      let isRight = text.isSIRET
      return stable("SIRET", text) { Self.siret($0, isRight: isRight) }
    case .numeroActivite: return stable("numero-activite", text) { Self.padded($0, prefix: "99", width: 11) }
    case .nomOrganisme, .raisonSociale, .raisonSocialeFormateur:
      return stable("organisme", text) { "Organisme \($0)" }
    default: return nil
    }
  }

  /// What stands for a text, the same each time.
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
