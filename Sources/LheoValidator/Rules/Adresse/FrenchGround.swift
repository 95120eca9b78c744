/// Where France is: boxes around its territories, in tenths of degrees. Points near a border may be in one and yet
/// abroad; what is in none is not in France.
enum FrenchGround {
  private struct Box {
    let south, north, west, east: Int
  }

  private static let boxes = [
    // The mainland, Corsica.
    Box(south: 423, north: 511, west: -52, east: 83), Box(south: 413, north: 431, west: 84, east: 96),
    // Guadeloupe, Martinique, Guyane, La Réunion, Mayotte.
    Box(south: 158, north: 166, west: -619, east: -609), Box(south: 143, north: 149, west: -613, east: -607),
    Box(south: 21, north: 59, west: -547, east: -515), Box(south: -214, north: -208, west: 551, east: 559),
    Box(south: -131, north: -126, west: 449, east: 454),
    // Saint-Martin and Saint-Barthélemy, Saint-Pierre-et-Miquelon.
    Box(south: 178, north: 182, west: -632, east: -627), Box(south: 467, north: 472, west: -565, east: -560),
    // Nouvelle-Calédonie, Polynésie, Wallis-et-Futuna.
    Box(south: -230, north: -194, west: 1580, east: 1725), Box(south: -280, north: -78, west: -1549, east: -1343),
    Box(south: -145, north: -130, west: -1784, east: -1760),
  ]

  static func contains(_ latitude: Degrees, _ longitude: Degrees) -> Bool {
    boxes.contains { box in
      latitude.isBetween(box.south, box.north) && longitude.isBetween(box.west, box.east)
    }
  }
}

/// An angle as decimal text: what a rule asks of it needs no floating point, which costs as much as all other rules on
/// an address.
struct Degrees {
  /// The angle without its sign, in tenths of degrees, and whether there is anything below.
  private var tenths = 0
  private var hasRest = false
  private var isNegative = false

  /// Reads `-0.3714`, `49`, `+49.2`, `49.`; `nil` for anything else.
  init?(_ text: String) {
    var digits = 0
    var points = 0
    var decimals = 0
    let isNumber = text.withBytes { bytes in
      for (index, byte) in bytes.trimmed.enumerated() {
        switch byte {
        case 0x2B, 0x2D:
          if index > 0 { return false }
          isNegative = byte == 0x2D
        case 0x2E: points += 1
        case 0x30...0x39:
          digits += 1
          if points > 0 { decimals += 1 }
          if decimals > 1 {
            if byte > 0x30 { hasRest = true }
          } else if tenths < 100_000 {
            tenths = tenths * 10 + Int(byte - 0x30)
          }
        default: return false
        }
      }
      return digits > 0 && points <= 1
    }
    if !isNumber { return nil }
    if decimals == 0 { tenths *= 10 }
  }

  var isZero: Bool { tenths == 0 && !hasRest }

  /// Whether it lies between minus and plus so many degrees.
  func isAtMost(_ limit: Int) -> Bool { tenths < limit * 10 || tenths == limit * 10 && !hasRest }

  /// Whether it lies between two angles, in tenths of degrees.
  fileprivate func isBetween(_ low: Int, _ high: Int) -> Bool {
    let value = isNegative ? -tenths : tenths
    // What is below a tenth adds to the distance from zero.
    if hasRest { return isNegative ? value > low && value <= high : value >= low && value < high }
    return value >= low && value <= high
  }
}
