import ArgumentParser
import LheoModel

extension Language: ExpressibleByArgument {}

/// The language that a command speaks.
struct LanguageOption: ParsableArguments {
  @Option(
    help: .said(
      "La langue : fr, en. Par défaut, celle que dit LHEO_LANG ou lheo.toml, sinon fr ; les messages pour le seul opérateur suivent LC_ALL, LC_MESSAGES, LANG.",
      "The language: fr, en. Default: what LHEO_LANG or lheo.toml says, or else fr; messages for the operator alone follow LC_ALL, LC_MESSAGES, LANG.",
      value: "langue", "language"))
  var lang: Language?

  func validate() throws { try Speech.requireLanguage() }

  /// The language of the run.
  var language: Language { Speech.language }
}
