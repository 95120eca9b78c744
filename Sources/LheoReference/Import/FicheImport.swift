import GRDB
import LheoModel
import LheoParser
import LheoRegisters

/// The sheets of the XML export of France compétences.
enum FicheImport {
  /// Puts all sheets of a file into the tables.
  static func run(
    _ input: FeedInput, of register: Register, into target: ImportTarget, progress: (Int) -> Void
  ) throws {
    let parser = FicheParser { fiche, number in
      try target.count(insert(fiche, register, row: number, into: target), row: number)
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var bytesRead = 0
    do {
      let source = try input.open()
      while true {
        let count = try source.read(into: buffer)
        try parser.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), isLast: count == 0)
        if count == 0 { break }
        bytesRead += count
        progress(bytesRead)
      }
    } catch let problem as FeedError.Problem {
      throw ReferenceError(FeedError(problem, file: input.name))
    } catch let other as FicheParser.OtherFormat {
      throw ReferenceError(.otherFormat(other.reason), file: input.name)
    } catch let mistake as MarkupMistake {
      throw ReferenceError(
        .unreadable(
          Text(
            "ligne \(mistake.line) : le XML s'arrête au milieu ou est abîmé (\(mistake.reason.french)). Téléchargez-le à nouveau.",
            "line \(mistake.line): the XML breaks off or is damaged (\(mistake.reason.english)). Download it again.")),
        file: input.name)
    }
  }

  private static func insert(
    _ fiche: Fiche, _ register: Register, row: Int, into target: ImportTarget
  ) throws -> RowResult {
    guard let number = CertificationCode(fiche.number) else { return .refused(.code, register) }
    guard number.repertoire.register == register else { return .refused(.otherRegister, register) }
    let code = "\(number)"
    func day(_ text: String) -> String? { PartialDate(register: text)?.isoText }
    let isNew = try target.insert(
      .certification, code, fiche.title, fiche.short.code.orNil, fiche.short.label.orNil, FicheValue.level(fiche.level),
      FicheValue.isActive(fiche.isActive), fiche.state.orNil, day(fiche.endDate), day(fiche.effectDate),
      day(fiche.decisionDate), day(fiche.deliveryDate), FicheValue.isByRight(fiche.registration),
      FicheValue.isActive(fiche.hasPartners))
    if !isNew { return .refused(.duplicate, register) }
    for voie in fiche.voies { try target.insert(.voie, code, voie) }
    for bloc in fiche.blocs {
      guard !bloc.code.isEmpty else { target.refuse(.code, register, row: row); continue }
      if try !target.insert(.bloc, code, bloc.code, bloc.label) { target.refuse(.duplicate, register, row: row) }
    }
    for (kind, list) in [("rome", fiche.rome), ("nsf", fiche.nsf), ("formacode", fiche.formacodes)] {
      for item in list where !item.code.isEmpty {
        try target.insert(.certification_code, code, kind, item.code, FicheValue.label(item.label, of: item.code))
      }
    }
    try insertBodies(of: fiche, code, register, row: row, into: target)
    return .kept(register)
  }

  private static func insertBodies(
    of fiche: Fiche, _ code: String, _ register: Register, row: Int, into target: ImportTarget
  ) throws {
    for body in fiche.certificateurs {
      try target.insert(.certificateur, code, body.siret, body.name, body.state.orNil)
    }
    for body in fiche.partenaires {
      let rights = FicheValue.rights(body.habilitation)
      let isNew = try target.insert(
        .partenaire, code, body.siret, rights.trains, rights.assesses, body.state, body.name)
      if !isNew { target.refuse(.duplicate, register, row: row) }
    }
    for old in fiche.predecessors.compactMap({ CertificationCode($0) }) {
      try target.insert(.certification_link, "\(old)", code, code)
    }
    for new in fiche.successors.compactMap({ CertificationCode($0) }) {
      try target.insert(.certification_link, code, "\(new)", code)
    }
  }
}
