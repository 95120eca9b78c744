/// A rate of VAT that there is in France (`taux-tva` of EDOF).
public struct TauxTVA: Sendable, Hashable {
  /// The rate, in tenths of a percent.
  public let tenths: Int

  private init(tenths: Int) { self.tenths = tenths }

  /// The rates that there are.
  public static let all = [0, 21, 55, 85, 100, 200].map(TauxTVA.init(tenths:))

  /// Reads `5.5`, `20,0` or `20 %`; `nil` for what is not a rate in France.
  public init?(_ text: String) {
    var digits = text.filter { !$0.isWhitespace }.replacing(",", with: ".")
    if digits.hasSuffix("%") { digits.removeLast() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
      let whole = Int(parts[0]), whole <= 100
    else { return nil }
    let decimals = parts.count == 2 ? parts[1] : "0"
    guard let tenths = Int(decimals.prefix(1)), decimals.dropFirst().allSatisfy({ $0 == "0" }),
      let rate = Self.all.first(where: { $0.tenths == whole * 10 + tenths })
    else { return nil }
    self = rate
  }

  /// The rate in percent: `5.5`, `20`.
  public var text: String { "\(tenths / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths % 10)") }

  /// The rate in percent as people write it.
  public func text(in language: Language) -> String { language == .fr ? text.replacing(".", with: ",") : text }

  /// The rates, the last one behind another word.
  public static let list = Text(french: list(.fr, "ou"), english: list(.en, "or"))

  private static func list(_ language: Language, _ word: String) -> String {
    let rates = all.map { $0.text(in: language) }
    return rates.dropLast().joined(separator: ", ") + " \(word) \(rates[rates.count - 1])"
  }
}
