import ArgumentParser
import LheoModel
import LheoOperations
import LheoParser
import LheoReports
import LheoValidator

/// How catalogues of EDOF are made.
struct EdofArguments: ParsableArguments {
  @Option(
    help: .said(
      "Le taux de TVA des prix, que LHEO ne dit pas.",
      "The rate of VAT of prices, which LHEO does not say.", value: "pourcentage", "percent"))
  var tva: TauxTVA?

  @Option(
    help: .said(
      "Ce que dit acces-handicapes quand une action ne le dit pas, par exemple 0.",
      "What acces-handicapes says where an action does not, for example 0.", value: "texte", "text"))
  var accesHandicapes: String?

  @Option(
    help: .said(
      "Ce que dit langue-formation quand une action ne le dit pas, par exemple FR.",
      "What langue-formation says where an action does not, for example FR.", value: "code"))
  var langue: String?

  @Option(
    help: .said(
      "Le jour de datecrea et datemaj quand ils manquent : 2026-09-01.",
      "The day of datecrea and datemaj where they are missing: 2026-09-01.", value: "jour", "day"))
  var date: String?

  @Flag(
    help: .said(
      "Prendre le contact de l'offre pour les lieux et sessions qui n'en ont pas qu'EDOF accepte.",
      "Take the contact of the offer for places and sessions that have none that EDOF takes."))
  var useContact = false

  @Flag(
    help: .said(
      "Écrire autrement les caractères que l'ISO-8859-1 n'a pas : ' pour ’, oe pour œ, EUR pour €.",
      "Write characters that ISO-8859-1 does not have as others: ' for ’, oe for œ, EUR for €."))
  var transliterate = false

  func validate() throws { _ = try options() }

  /// Whether any of them is given.
  var isGiven: Bool {
    tva != nil || accesHandicapes != nil || langue != nil || date != nil || useContact || transliterate
  }

  /// Says that catalogues go into a folder.
  static func requireFolder(_ output: String) throws {
    if output == "-" {
      throw UsageError(
        "Nommez le dossier par -o : il y a un fichier par SIRET.",
        "Name the folder with -o: there is a file for each SIRET.")
    }
  }

  private static func accesHandicapes(_ text: String) throws -> String {
    if !text.allSatisfy(\.isWhitespace), text.unicodeScalars.count <= 250 { return text }
    throw UsageError(
      "--acces-handicapes prend un texte de 1 à 250 caractères, par exemple 0.",
      "--acces-handicapes takes a text of 1 to 250 characters, for example 0.")
  }

  private static func langue(_ code: String) throws -> String {
    if EdofOptions.isLanguage(code) { return code.uppercased() }
    throw UsageError(
      "--langue prend un code de langue de deux lettres (ISO 639-1) comme FR, EN ou DE, pas « \(code) ».",
      "--langue takes a code of a language in two letters (ISO 639-1) such as FR, EN or DE, not '\(code)'.")
  }

  func options() throws -> EdofOptions {
    var options = EdofOptions()
    options.vatRate = tva
    options.accesHandicapes = try accesHandicapes.map(Self.accesHandicapes)
    options.langue = try langue.map(Self.langue)
    if let date {
      guard let day = PartialDate(iso: date), day.isComplete else {
        throw UsageError(
          "--date prend un jour comme 2026-09-01, pas « \(date) ».",
          "--date takes a day such as 2026-09-01, not '\(date)'.")
      }
      options.date = day
    }
    options.usesContactOfOffer = useContact
    options.transliterates = transliterate
    return options
  }
}

/// Where gaps are listed.
struct EdofGapArguments: ParsableArguments {
  @Option(
    name: .customLong("gaps"), parsing: .singleValue,
    help: .said(
      "Où ce qui manque est listé : text, csv, csv-excel, json ou html, comme csv=manques.csv ; peut être donné plusieurs fois. Par défaut : text sur la sortie standard.",
      "Where what is missing is listed: text, csv, csv-excel, json or html, as csv=gaps.csv; may be given several times. Default: text on standard output.",
      value: "format=fichier", "format=file"))
  var gaps: [EdofGapArgument] = []

  /// Refuses to list what LHEO wants besides of a file that is LHEO already. What comes through a pipe cannot be looked at.
  func requireEdof(_ inputs: [FeedInputs.Input]) throws {
    if gaps.isEmpty { return }
    for input in inputs {
      guard let feed = try? input.get(), !feed.isStream, !EdofReading.dialect(of: feed).isEdof else { continue }
      throw UsageError(
        "\(input.name) n'est pas un fichier d'EDOF : --gaps de --to lheo liste ce que LHEO veut de plus qu'EDOF. Voyez lheo-tool validate.",
        "\(input.name) is not a file of EDOF: --gaps of --to lheo lists what LHEO wants besides EDOF. See lheo-tool validate."
      )
    }
  }
}

extension TauxTVA: ExpressibleByArgument {
  /// A rate as it is typed.
  public init?(argument: String) { self.init(argument) }

  /// The rates that there are.
  public static var allValueStrings: [String] { all.map(\.text) }
}

/// `FORMAT=FILE`.
struct EdofGapArgument: ExpressibleByArgument {
  let format: EdofGapFormat
  let path: String

  static var allValueStrings: [String] { EdofGapFormat.allCases.map { "\($0.rawValue)=\(said("fichier", "file"))" } }

  init(_ format: EdofGapFormat, _ path: String) {
    self.format = format
    self.path = path
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = EdofGapFormat(rawValue: parts[0]) else { return nil }
    self.init(format, parts[1])
  }
}
