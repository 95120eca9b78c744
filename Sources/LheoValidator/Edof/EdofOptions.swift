import LheoModel

/// What may be filled in where an offer of LHEO does not say what EDOF wants. Nothing is, unless it is said here.
public struct EdofOptions: Sendable {
  /// The rate of VAT, from which the price without VAT is computed.
  public var vatRate: TauxTVA?
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

  /// Whether a code is that of a language, in two letters, small or not.
  public static func isLanguage(_ code: String) -> Bool { EdofVocabulary.languages.contains(code.uppercased()) }

  /// What shows what an offer itself lacks: not what is a question of how it is converted.
  static let assumingAnswers: EdofOptions = {
    var options = EdofOptions()
    options.vatRate = TauxTVA("20")
    return options
  }()
}
