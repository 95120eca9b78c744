import Foundation

/// Feeds of the shape and size that Carif-Oref send, made of the fixtures.
public enum RealisticFeed {
  /// A feed of so many small offers, each with numbers of its own.
  ///
  /// - Parameters:
  ///   - identifiers: whether each offer, action and session has an `id`, and offers refer to each other.
  ///   - bodies: whether each offer is of a training body of its own.
  public static func bytes(offers: Int, identifiers: Bool = false, bodies: Bool = false) -> [UInt8] {
    let (head, offer, tail) = parts
    var pattern = offer.replacing("\"14_1", with: "\"14_\(Blank.number.mark)_1")
    if bodies { pattern = pattern.replacing(/<SIRET>\d+/, with: "<SIRET>\(Blank.siret.mark)") }
    if identifiers {
      for name in ["formation", "action", "session"] {
        pattern = pattern.replacing("<\(name) ", with: "<\(name) id=\"\(name)-\(Blank.number.mark)\" ")
      }
      pattern = pattern.replacing("<certifiante>", with: "<certifiante idref=\"session-\(Blank.other.mark)\">")
    }
    let pieces = pattern.utf8.split(omittingEmptySubsequences: false) { $0 < Blank.end }.map(Array.init)
    let blanks = pattern.utf8.compactMap { Blank(rawValue: $0) }
    var bytes = Array(head.utf8)
    for number in 1...offers {
      for (piece, blank) in zip(pieces, blanks) {
        bytes += piece
        bytes += "\(blank.value(number, of: offers))".utf8
      }
      bytes += pieces.last!
    }
    return bytes + tail.utf8
  }

  /// What differs from offer to offer, in the place of which a character stands that XML does not have.
  private enum Blank: UInt8 {
    case number = 1
    case other, siret

    static let end: UInt8 = 4
    var mark: Character { Character(Unicode.Scalar(rawValue)) }

    func value(_ number: Int, of offers: Int) -> Int {
      switch self {
      case .number: number
      case .other: (number * 7919) % offers + 1
      case .siret: 10_000_000_000_000 + number
      }
    }
  }

  /// What stands before the offer of the smallest fixture, the offer, and what stands after it.
  private static let parts: (head: String, offer: String, tail: String) = {
    let text = String(decoding: Repository.fixture("valid/minimal.xml").bytes, as: UTF8.self)
    let start = text.range(of: "<formation ")!.lowerBound
    let end = text.range(of: "</formation>")!.upperBound
    return (String(text[..<start]), String(text[start..<end]), String(text[end...]))
  }()
}
