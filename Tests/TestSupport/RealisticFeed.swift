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
    var text = head
    for number in 1...offers {
      var next = offer.replacing("\"14_1", with: "\"14_\(number)_1")
      if bodies { next = next.replacing(/<SIRET>\d+/, with: "<SIRET>\(10_000_000_000_000 + number)") }
      if identifiers {
        for name in ["formation", "action", "session"] {
          next = next.replacing("<\(name) ", with: "<\(name) id=\"\(name)-\(number)\" ")
        }
        let other = (number * 7919) % offers + 1
        next = next.replacing("<certifiante>", with: "<certifiante idref=\"session-\(other)\">")
      }
      text += next
    }
    return Array((text + tail).utf8)
  }

  /// What stands before the offer of the smallest fixture, the offer, and what stands after it.
  private static let parts: (head: String, offer: String, tail: String) = {
    let text = String(decoding: Repository.fixture("valid/minimal.xml").bytes, as: UTF8.self)
    let start = text.range(of: "<formation ")!.lowerBound
    let end = text.range(of: "</formation>")!.upperBound
    return (String(text[..<start]), String(text[start..<end]), String(text[end...]))
  }()
}
