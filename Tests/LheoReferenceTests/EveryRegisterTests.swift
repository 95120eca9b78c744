import Foundation
import LheoModel
import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// What holds for the files of all registers; each call of `problem` checks that the database is what it was.
@Suite struct EveryRegisterTests {
  private let workshop = Workshop()
  private static let sirets: Set<String> = ["00000101600013"]
  static let kinds = Array(Made.every.indices)

  @Test func everyRegisterHasAFile() {
    #expect(Set(Made.every.map(\.register)) == Set(Register.allCases))
  }

  /// Imports a file of the kind, so that there is something to lose; its text.
  private func prepare(_ kind: Int) throws -> (register: Register, ending: String, bytes: [UInt8]) {
    let made = Made.every[kind]
    let path = try workshop.write(made.text, to: "of_2026-11-20.\(made.ending)")
    let summary = try workshop.load(path, sirets: Self.sirets)
    #expect(summary.sources.map(\.register) == [made.register])
    #expect(summary.sources.allSatisfy { $0.kept == $0.read && $0.day == PartialDate(iso: "2026-11-20") })
    return (made.register, made.ending, Array(made.text.utf8))
  }

  private func problem(_ bytes: [UInt8], _ name: String) throws -> ReferenceError.Problem? {
    try workshop.problem(workshop.write(bytes, to: name), sirets: Self.sirets)
  }

  private func isUnreadable(_ problem: ReferenceError.Problem?) -> Bool {
    if case .unreadable(let reason) = problem { return !reason.french.isEmpty && reason.french != reason.english }
    return false
  }

  /// An archive, and a compressed file, wherever they break off.
  @Test(arguments: kinds) func truncatedArchives(_ kind: Int) throws {
    let (_, ending, bytes) = try prepare(kind)
    let zip = ZipFile([("inside_2026-11-24.\(ending)", bytes)]).bytes
    for part in [1, 2, 3, 5, 8] {
      let cut = Array(zip.prefix(zip.count * part / 9))
      let found = try problem(cut, "cut.zip")
      #expect(isUnreadable(found) || found == .unknown(columns: []), "\(part): \(String(describing: found))")
    }
    let gzip = Archive.gzip(bytes)
    for count in [9, 4, 1] { #expect(try isUnreadable(problem(Array(gzip.dropLast(count)), "cut.\(ending).gz"))) }
    var damaged = zip
    damaged[60] ^= 1
    #expect(try isUnreadable(problem(damaged, "damaged.zip")))
  }

  /// A file that is not in an archive and ends in the middle of something.
  @Test(arguments: kinds) func filesThatBreakOff(_ kind: Int) throws {
    let (_, ending, bytes) = try prepare(kind)
    let last = ending == "csv" ? bytes.dropLast().lastIndex(of: 0x0A)! + 1 : bytes.count / 2
    let found = try problem(Array(bytes.prefix(last + 3)), "cut_2026-11-24.\(ending)")
    #expect(isUnreadable(found), "\(String(describing: found))")
  }

  /// A file of the same kind that is something else: without its columns, or with none of its codes.
  @Test(arguments: kinds) func wrongFiles(_ kind: Int) throws {
    let (_, ending, bytes) = try prepare(kind)
    #expect(try problem(Array("<html>503</html>".utf8), "wrong.\(ending)") == .unknown(columns: []))
    if ending == "csv" {
      let header = bytes.prefix { $0 != 0x0A }
      let others = String(decoding: header, as: UTF8.self).replacing(/[a-zA-Z_]+/) { "x\($0.output.count)" }
      let found = try problem(Array(others.utf8) + bytes.dropFirst(header.count), "wrong_2026-11-24.csv")
      if case .unknown = found {} else { Issue.record("\(String(describing: found))") }
      let empty = try problem(header + Array("\n".utf8), "empty_2026-11-24.csv")
      #expect(empty == .noRows(read: 0))
    } else {
      let others = String(decoding: bytes, as: UTF8.self).replacing("FICHE", with: "PAGE").replacing(
        "code", with: "cle"
      )
      .replacing("rncp", with: "cle")
      #expect(try problem(Array(others.utf8), "wrong_2026-11-24.\(ending)") == .unknown(columns: []))
    }
  }

  @Test(arguments: kinds) func filesOfAnotherYear(_ kind: Int) throws {
    let (register, ending, bytes) = try prepare(kind)
    let (old, there) = (PartialDate(iso: "2019-02-03")!, PartialDate(iso: "2026-11-20")!)
    // Addresses come in a file for each département: an older one replaces only the file of the same name.
    if register == .adresses { return }
    #expect(try problem(bytes, "of_2019-02-03.\(ending)") == .older(old, than: there, register))
    try workshop.load(workshop.path("of_2019-02-03.\(ending)"), allowsOlder: true, sirets: Self.sirets)
    #expect(try workshop.reference.day(of: register) == old)
  }

  /// The other registers stay whatever is imported.
  @Test func allRegistersStandBesideEachOther() throws {
    for kind in Self.kinds {
      let made = Made.every[kind]
      try workshop.load(
        workshop.write(made.text, to: "of_2026-11-\(10 + kind).\(made.ending)"), sirets: Self.sirets)
    }
    #expect(try workshop.reference.missing == [])
  }
}
