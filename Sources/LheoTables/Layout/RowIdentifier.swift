import LheoModel

/// Identifiers of rows, which nobody takes for numbers: `f12a1s3` is the third session of the first action of offer 12.
enum RowIdentifier {
  /// What stands in place of the start of an identifier until the offer's number in the feed is known.
  static let offerPlaceholder: UInt8 = 0
  /// The letter of offers.
  static let offerLetter = UInt8(ascii: "f")

  /// The letters of the elements that identifiers are made of; others have their number in the schema.
  private static let letters: [UInt8] = {
    let letters: [(Element, Character)] = [
      (.action, "a"), (.session, "s"), (.recrutement, "r"), (.lieuDeFormation, "l"), (.certification, "c"),
      (.organismeFinanceur, "p"), (.contactFormation, "k"), (.contactSession, "k"), (.contactOrganisme, "k"),
      (.contactFormateur, "k"), (.cycle, "y"), (.blocsCompetences, "g"), (.blocCompetences, "b"), (.extras, "x"),
      (.extra, "e"), (.organismeFormationResponsable, "o"), (.organismeFormateur, "t"),
    ]
    var table = [UInt8](repeating: 0, count: Element.count + 1)
    for (element, letter) in letters { table[Int(element.rawValue)] = letter.asciiValue! }
    return table
  }()

  /// Appends the identifier of an element, with the placeholder for its offer.
  static func append(_ view: ElementView, to bytes: inout [UInt8]) {
    guard let parent = view.parent else { return bytes.append(offerPlaceholder) }
    append(parent, to: &bytes)
    let code = Int(view.code)
    let letter = letters.indices.contains(code) ? letters[code] : 0
    if letter == 0 {
      bytes.append(UInt8(ascii: "z"))
      bytes += String(code).utf8
    } else {
      bytes.append(letter)
    }
    // An element that stands alone needs no number.
    guard Occurrence.mayRepeat(view.code, in: parent.code) else { return }
    if letter == 0 { bytes.append(UInt8(ascii: "n")) }
    bytes += String(view.number).utf8
  }

  /// Appends an identifier whose offer is known.
  static func append(_ identifier: UnsafeBufferPointer<UInt8>, ofOffer number: [UInt8], to row: inout TableRow) {
    guard identifier.first == offerPlaceholder else { return row.append(identifier) }
    row.append(CollectionOfOne(offerLetter))
    row.append(number)
    row.append(identifier.dropFirst())
  }
}
