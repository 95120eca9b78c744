import LheoModel

/// What may be filled in where an offer of LHEO does not say what EDOF wants. Nothing is, unless it is said here.
public struct EdofOptions: Sendable {
  /// The rate of VAT in tenths of a percent, from which the price without VAT is computed: 200 for 20 %.
  public var vatRate: Int?
  /// What `acces-handicapes` says where an action does not.
  public var accesHandicapes: String?
  /// What `langue-formation` says where an action does not.
  public var langue: String?
  /// The day that `datecrea` and `datemaj` say where an offer, an action or a session does not.
  public var date: PartialDate?
  /// Whether the contact of the offer is also that of a place or a session which has none that EDOF takes.
  public var usesContactOfOffer = false
  /// Whether characters that ISO-8859-1 does not have are written as others that are read the same.
  public var transliterates = false

  /// Nothing is filled in.
  public init() {}

  /// The rates of VAT that there are in France, in tenths of a percent.
  public static let vatRates = [0, 21, 55, 85, 100, 200]

  /// Whether a code is that of a language, in two letters, small or not.
  public static func isLanguage(_ code: String) -> Bool { EdofVocabulary.languages.contains(code.uppercased()) }

  /// The rates as people write them, the last one behind another word.
  public static let vatRatesInWords = Text("0, 2,1, 5,5, 8,5, 10 ou 20", "0, 2.1, 5.5, 8.5, 10 or 20")

  /// A rate in tenths of a percent, of `5.5`, `20,0` or `20 %`; `nil` for what is no rate in France.
  ///
  /// - Parameter text: the rate in percent.
  /// - Returns: the tenths.
  public static func vatRate(_ text: String) -> Int? {
    var digits = text.filter { !$0.isWhitespace }.replacing(",", with: ".")
    if digits.hasSuffix("%") { digits.removeLast() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
      let whole = Int(parts[0]), whole <= 100
    else { return nil }
    let decimals = parts.count == 2 ? parts[1] : "0"
    guard let tenths = Int(decimals.prefix(1)), decimals.dropFirst().allSatisfy({ $0 == "0" }) else { return nil }
    let rate = whole * 10 + tenths
    return vatRates.contains(rate) ? rate : nil
  }

  /// What shows what an offer itself lacks: not what is a question of how it is converted.
  static let assumingAnswers: EdofOptions = {
    var options = EdofOptions()
    options.vatRate = 200
    return options
  }()
}
