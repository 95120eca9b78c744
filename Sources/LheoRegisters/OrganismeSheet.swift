import LheoModel

/// The bodies of an establishment as bytes, as databases keep them. Whoever changes these bytes adds one to the version of
/// the database's tables.
package enum OrganismeSheet {
  /// The bytes of bodies.
  package static func bytes(of organismes: [Organisme]) -> [UInt8] {
    var writer = SheetWriter()
    writer.write(organismes) { writer, organisme in
      writer.write(organisme.nda)
      writer.write(organisme.formerNDAs) { $0.write($1) }
      writer.write(organisme.siren)
      writer.write(organisme.siret)
      writer.write(organisme.name)
      writer.write(organisme.street)
      writer.write(organisme.postcode)
      writer.write(organisme.town)
      writer.write(organisme.region)
      writer.write(organisme.qualiopi.bits)
      writer.write(organisme.lastDeclaration)
    }
    return writer.bytes
  }

  /// Reads bodies from bytes; `nil` where these are no such bytes.
  package static func organismes(of bytes: [UInt8]) -> [Organisme]? {
    var reader = SheetReader(bytes)
    let organismes = reader.list { reader -> Organisme? in
      guard let nda = reader.text() else { return nil }
      let formerNDAs = reader.list { $0.text() }
      let (siren, siret, name) = (reader.text(), reader.text(), reader.text())
      let (street, postcode, town, region) = (reader.text(), reader.text(), reader.text(), reader.text())
      guard let name, let bits: UInt8 = reader.number(), let declared: Int32 = reader.number() else { return nil }
      return Organisme(
        nda: nda, formerNDAs: formerNDAs, siren: siren, siret: siret, name: name, street: street, postcode: postcode,
        town: town, region: region, qualiopi: Organisme.Qualiopi(bits: bits),
        lastDeclaration: PartialDate(packed: declared))
    }
    return reader.isDamaged || reader.offset < bytes.count ? nil : organismes
  }
}

extension Organisme.Qualiopi {
  /// Two bits for each answer: that it is known, and the answer.
  fileprivate var bits: UInt8 {
    [formation, bilan, vae, apprentissage].reversed().reduce(0) { bits, answer in
      bits << 2 | (answer.map { $0 ? 3 : 1 } ?? 0)
    }
  }

  fileprivate init(bits: UInt8) {
    func answer(_ place: UInt8) -> Bool? { bits >> place & 1 == 0 ? nil : bits >> (place + 1) & 1 == 1 }
    self.init(formation: answer(0), bilan: answer(2), vae: answer(4), apprentissage: answer(6))
  }
}
