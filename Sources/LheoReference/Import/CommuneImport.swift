import GRDB
import LheoJSON
import LheoParser

/// The communes of geo.api.gouv.fr: a list in JSON, read one commune at a time.
enum CommuneImport {
  /// Puts all communes of a file into the tables.
  static func run(_ input: FeedInput, into target: ImportTarget, progress: (Int) -> Void) throws {
    do {
      let reader = try LineReader(input)
      _ = try reader.next { $0 == UInt8(ascii: "[") }
      var list = JSONList()
      var number = 0
      var bytesRead = 0
      while let piece = try reader.next(endingAt: { list.ends(at: $0) }) {
        bytesRead += piece.count
        progress(bytesRead)
        guard let item = try list.item(of: piece) else { continue }
        number += 1
        let value = try item.withUnsafeBufferPointer { bytes throws(JSONSyntaxError) in try JSONParser.parse(bytes) }
        target.count(try insert(value, into: target), row: number)
      }
      try list.checkEnd()
    } catch let error as FeedError {
      throw ReferenceError(error)
    } catch is JSONList.Mistake {
      throw ReferenceError(
        .unreadable("the list in JSON breaks off or is damaged. Download it again."), file: input.name)
    } catch let error as JSONSyntaxError {
      throw ReferenceError(.unreadable("this is not JSON: \(error.message). Download it again."), file: input.name)
    }
  }

  private static func insert(_ value: JSONValue, into target: ImportTarget) throws -> RowResult {
    guard let code = value["code"]?.text, code.isCommuneCode, let name = value["nom"]?.text else {
      return .refused(.code, .geo)
    }
    // Longitude first.
    let centre = value["centre"]?["coordinates"]?.numbers ?? []
    let box = value["bbox"]?["coordinates"]?.pairs ?? []
    let isNew = try target.insert(
      .geo, code, name, value["codeDepartement"]?.text, value["codeRegion"]?.text, centre.dropFirst().first,
      centre.first, box.map(\.1).min(), box.map(\.1).max(), box.map(\.0).min(), box.map(\.0).max())
    if !isNew { return .refused(.duplicate, .geo) }
    for postcode in value["codesPostaux"]?.items.compactMap(\.text) ?? [] where postcode.isDigits(5) {
      try target.insert(.geo_postcode, code, postcode)
    }
    return .kept(.geo)
  }
}

extension JSONValue {
  fileprivate subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }

  fileprivate var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }

  private var number: Double? { if case .number(let text) = self { Double(text) } else { nil } }

  fileprivate var numbers: [Double] { items.compactMap(\.number) }

  /// The pairs of numbers in it, however deep.
  fileprivate var pairs: [(Double, Double)] {
    let numbers = numbers
    return numbers.count >= 2 ? [(numbers[0], numbers[1])] : items.flatMap(\.pairs)
  }
}
