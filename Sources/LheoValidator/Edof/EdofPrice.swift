import LheoModel

/// An amount of money in cents.
struct EdofPrice: Equatable {
  let cents: Int

  init(cents: Int) { self.cents = cents }

  /// Reads `1200`, `1 200,50 €` or `1200.5`; `nil` for anything else, or for more than EDOF's form could mean.
  init?(_ text: String) {
    var digits = text.unicodeScalars.filter { !$0.properties.isWhitespace }.map(Character.init).map(String.init)
      .joined()
    for currency in ["€", "EUR", "euros", "Euros"] where digits.hasSuffix(currency) {
      digits = String(digits.dropLast(currency.count))
      break
    }
    let parts = digits.replacing(",", with: ".").split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...9).contains(parts[0].utf8.count),
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.utf8.count <= 2, parts.count == 1 || !decimals.isEmpty else { return nil }
    let padded = decimals + String(repeating: "0", count: 2 - decimals.utf8.count)
    guard let whole = Int(parts[0]), let rest = Int(padded) else { return nil }
    cents = whole * 100 + rest
  }

  /// The amount without VAT, to the nearest cent.
  func without(rate: TauxTVA) -> EdofPrice {
    EdofPrice(cents: (cents * 2000 + 1000 + rate.tenths) / (2 * (1000 + rate.tenths)))
  }

  /// The amount with VAT, to the nearest cent.
  func with(rate: TauxTVA) -> EdofPrice { EdofPrice(cents: (cents * (1000 + rate.tenths) + 500) / 1000) }

  /// The amount as EDOF writes it: `600.60`.
  var text: String {
    let rest = String(cents % 100)
    return "\(cents / 100)." + (rest.utf8.count == 1 ? "0" : "") + rest
  }
}
