import ArgumentParser
import LheoModel

extension Language: ExpressibleByArgument {}

/// The language that a command speaks.
struct LanguageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The language: fr, en. Default: what LHEO_LANG or lheo.toml says, or else fr; messages for the operator alone follow LC_ALL, LC_MESSAGES, LANG.",
      valueName: "language"))
  var lang: Language?

  func validate() throws { try Speech.requireLanguage() }

  /// The language of the run.
  var language: Language { Speech.language }
}
