import LheoModel
import TestSupport
import Testing

@testable import LheoReference

/// The parts of an import by themselves.
@Suite struct PartsTests {
  // MARK: SHA-256

  private func digest(_ bytes: [UInt8], pieces: Int) -> String {
    var digest = SHA256()
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      bytes[start..<min(bytes.count, start + pieces)].withUnsafeBytes { digest.update($0) }
    }
    return digest.finish()
  }

  /// The examples of the standard.
  @Test(arguments: [1, 3, 63, 64, 65, 1000]) func digests(_ pieces: Int) {
    let alphabet = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(
      digest([], pieces: pieces) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      digest(Array("abc".utf8), pieces: pieces) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      digest(Array(alphabet.utf8), pieces: pieces)
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  @Test func digestOfAMillionLetters() {
    #expect(
      digest([UInt8](repeating: 0x61, count: 1_000_000), pieces: 4097)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  // MARK: Answers that are kept

  @Test func keptAnswersAreBounded() {
    var cache = BoundedCache<Int, Int>(limit: 10)
    let doubles = Doubles()
    func ask(_ key: Int) -> Int { cache.value(key) { doubles.make(key) } }
    for key in 0..<1000 {
      #expect(ask(key) == key * 2)
      #expect(ask(max(0, key - 1)) == max(0, key - 1) * 2)
      #expect(cache.count <= 10)
    }
    #expect(doubles.made == 1000)
  }

  /// What is asked for again and again stays, whatever else is asked for meanwhile.
  @Test func whatIsAskedForAllTheTimeStays() {
    let cache = SharedCache<Int, Int>(limit: 10)
    let doubles = Doubles()
    func ask(_ key: Int) -> Int { cache.value(key) { doubles.make(key) } }
    for key in 0..<1000 {
      #expect(ask(key) == key * 2)
      #expect(ask(0) == 0)
    }
    #expect(doubles.made == 1000)
  }

  // MARK: Days

  @Test(arguments: [
    ("export-fiches-csv-2026-11-24.zip", "2026-11-24"), ("export_fiches_CSV_Standard_2026_11_23.csv", "2026-11-23"),
    ("v_commune_2026.csv", "2026-01-01"), ("Kit_20240329.csv", "2024-03-29"), ("v_commune_depuis_1943.csv", nil),
    ("StockEtablissement_utf8.zip", nil), ("StockEtablissement_2026-11.zip", "2026-11-01"),
    ("a-2026-13-24.csv", "2026-01-01"),
    ("export-rncp-v4-1-2025-02-03", "2025-02-03"),
  ]) func daysInNames(_ name: String, _ day: String?) {
    #expect(PartialDate(inFileName: name)?.isoText == day)
  }

  @Test(arguments: [
    ("31/12/2028", "2028-12-31"), ("2028-12-31", "2028-12-31"), ("2026-09-14T08:30:00", "2026-09-14"),
    ("31/02/2028", nil),
    ("", nil), ("31/12/28", nil), ("2028-12-3x", nil), ("aa/bb/cccc", nil),
  ]) func daysOfRegisters(_ text: String, _ day: String?) {
    #expect(PartialDate(register: text)?.isoText == day)
  }
}

/// Makes doubles, and counts them.
private final class Doubles {
  private(set) var made = 0

  func make(_ number: Int) -> Int {
    made += 1
    return number * 2
  }
}
