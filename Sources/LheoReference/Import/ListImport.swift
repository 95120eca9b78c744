import GRDB
import LheoJSON
import LheoModel
import LheoParser
import LheoRegisters

/// The layout of a file that is a list in JSON: its keys, and what becomes of an item.
struct ListLayout: Sendable {
  /// What the items belong to.
  let register: Register
  /// The keys that the first items have, which tell it from other lists.
  let keys: [StaticString]
  /// What becomes of an item.
  let read: @Sendable (JSONValue, ImportTarget) throws -> Refusal?

  /// All layouts that are recognised.
  static let all = [communes, certifinfos]
}

/// Lists in JSON, read one item at a time.
enum ListImport {
  private static let longestItem = 1 << 22

  /// Puts all items of a file into the tables.
  static func run(
    _ input: FeedInput, _ layout: ListLayout, into target: ImportTarget, progress: (Int) -> Void
  ) throws {
    do {
      let reader = try LineReader(input)
      _ = try reader.next { $0 == UInt8(ascii: "[") }
      var list = JSONList()
      var number = 0
      var bytesRead = 0
      while let piece = try reader.next(endingAt: { list.ends(at: $0) }, limit: longestItem) {
        bytesRead += piece.count
        progress(bytesRead)
        guard let item = try list.item(of: piece) else { continue }
        number += 1
        let value = try item.withUnsafeBufferPointer { bytes throws(JSONSyntaxError) in try JSONParser.parse(bytes) }
        let refusal = try layout.read(value, target)
        target.count(refusal.map { .refused($0, layout.register) } ?? .kept(layout.register), row: number)
      }
      try list.checkEnd()
    } catch let error as FeedError {
      guard case .limit = error.problem else { throw ReferenceError(error) }
      throw ReferenceError(
        .unreadable(Text("un élément de la liste est trop long.", "an item of the list is too long.")), file: input.name
      )
    } catch is JSONList.Mistake {
      throw ReferenceError(
        .unreadable(
          Text(
            "la liste en JSON s'arrête au milieu ou est abîmée. Téléchargez-la à nouveau.",
            "the list in JSON breaks off or is damaged. Download it again.")), file: input.name)
    } catch let error as JSONSyntaxError {
      throw ReferenceError(
        .unreadable(
          Text(
            "ce n'est pas du JSON (\(error.message)). Téléchargez-le à nouveau.",
            "this is not JSON: \(error.message). Download it again.")), file: input.name)
    }
  }
}

extension ListLayout {
  /// The communes of geo.api.gouv.fr.
  private static let communes = ListLayout(register: .geo, keys: ["code", "nom", "codesPostaux"]) { value, target in
    guard let code = value["code"]?.text, code.isCommuneCode, let name = value["nom"]?.text else { return .code }
    // Longitude first.
    let centre = value["centre"]?["coordinates"]?.numbers ?? []
    let box = value["bbox"]?["coordinates"]?.pairs ?? []
    let isNew = try target.insert(
      .geo, code, name, value["codeDepartement"]?.text, value["codeRegion"]?.text, centre.dropFirst().first,
      centre.first, box.map(\.1).min(), box.map(\.1).max(), box.map(\.0).min(), box.map(\.0).max())
    if !isNew { return .duplicate }
    for postcode in value["codesPostaux"]?.items.compactMap(\.text) ?? [] where postcode.isDigits(5) {
      try target.insert(.geo_postcode, code, postcode)
    }
    return nil
  }

  /// The codes of Certif Info, as its interface for programs answers.
  private static let certifinfos = ListLayout(register: .certifinfo, keys: ["id", "rncp", "rs", "archive"]) {
    value, target in
    guard let code = value["id"]?.digits, code.isCertifinfo else { return .code }
    var isArchived = false
    if case .bool(true) = value["archive"] { isArchived = true }
    let isNew = try target.insert(.certifinfo, code, isArchived)
    if !isNew { return .duplicate }
    let certifications = [
      value["rncp"]?.text.flatMap { CertificationCode($0, in: .rncp) },
      value["rs"]?.text.flatMap { CertificationCode($0, in: .rs) },
    ].compactMap { $0 }
    for certification in certifications {
      try target.insert(.certifinfo_certification, code, "\(certification)")
    }
    return nil
  }
}

extension JSONValue {
  fileprivate subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }

  /// A number, or a text that may be one.
  fileprivate var digits: String? { if case .number(let digits) = self { digits } else { text } }

  fileprivate var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }

  private var number: Double? { if case .number(let text) = self { Double(text) } else { nil } }

  fileprivate var numbers: [Double] { items.compactMap(\.number) }

  /// The pairs of numbers in it, however deep.
  fileprivate var pairs: [(Double, Double)] {
    let numbers = numbers
    return numbers.count >= 2 ? [(numbers[0], numbers[1])] : items.flatMap(\.pairs)
  }
}
