import LheoModel

// What rules ask of an offer of EDOF.

extension Formation {
  /// The extensions of the offer, in one container.
  var edofExtras: Extras { extras.first ?? Extras() }

  /// The one code of the certification.
  var edofCode: TextLeaf? {
    certifications.first.flatMap { $0.codeRNCP ?? $0.codeRS ?? $0.codeCPF }
  }

  /// All addresses.
  var edofAdresses: [Adresse] {
    actions.flatMap { action in
      action.lieuxDeFormation.compactMap(\.coordonnees.adresse)
        + [action.adresseInformation?.adresse].compactMap { $0 } + action.sessions.map(\.adresseInscription.adresse)
    }.filter { !$0.isAbsent }
  }

  /// All people: those of places, and contacts.
  var edofPeople: [Coordonnees] {
    actions.flatMap { action in
      action.lieuxDeFormation.map(\.coordonnees)
        + (action.edofExtras.find("contact-information")?.people ?? [])
        + action.sessions.flatMap { $0.edofExtras.find("contact-inscription")?.people ?? [] }
    }
  }

  /// The containers of extensions, with the level that they belong to.
  var edofContainers: [(extras: Extras, level: Element)] {
    extras.map { ($0, .formation) }
      + actions.flatMap { action in
        action.extras.map { ($0, Element.action) } + action.sessions.flatMap(\.extras).map { ($0, Element.session) }
      } + edofAdresses.flatMap(\.extras).map { ($0, .adresse) }
  }

  /// All extensions of EDOF, wherever they stand.
  var edofExtensions: [Extra] {
    func all(_ extras: Extras) -> [Extra] {
      extras.items.flatMap { item in
        switch item {
        case .extra(let extra): [extra]
        case .extras(let group): all(group)
        }
      }
    }
    return edofContainers.flatMap { all($0.extras) }
  }
}

extension Action {
  /// The extensions of the action, in one container.
  var edofExtras: Extras { extras.first ?? Extras() }

  /// Whether one may begin at any time.
  var isPermanent: Bool { modalitesEntreesSorties.code == .permanentes }
}

extension Session {
  /// The extensions of the session, in one container.
  var edofExtras: Extras { extras.first ?? Extras() }
}

extension Adresse {
  /// The extensions of the address, in one container.
  var edofExtras: Extras { extras.first ?? Extras() }

  /// Whether it is in France, as one that says nothing is.
  var isFrench: Bool { ["", "FR"].contains(pays?.trimmedText.uppercased() ?? "") }
}

extension Extra {
  /// The text without white space at both ends.
  var trimmedText: String { TextLeaf(text).trimmedText }

  /// The people in it.
  var people: [Coordonnees] {
    content.compactMap { item in
      guard case .element(let element) = item, element.knownElement == .coordonnees else { return nil }
      let buffer = ElementBuffer()
      buffer.append(item)
      return Coordonnees(decoding: buffer)
    }
  }
}

extension String {
  /// Whether it is digits, and maybe a dot and digits after it.
  var isEdofNumber: Bool {
    let parts = utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isDigit) }
  }

  /// Whether it is digits.
  var isDigits: Bool { !utf8.isEmpty && utf8.allSatisfy(\.isDigit) }

  /// Whether it is as long as a SIRET, and of digits.
  var hasSIRETLength: Bool { utf8.count == 14 && isDigits }

  /// Whether the last digit of a SIRET is the one that follows from the others.
  var hasSIRETKey: Bool {
    guard hasSIRETLength else { return false }
    var sum = 0
    for (index, byte) in utf8.enumerated() {
      let digit = Int(byte - 0x30) * (index % 2 == 0 ? 2 : 1)
      sum += digit > 9 ? digit - 9 : digit
    }
    return sum % 10 == 0
  }
}
