import ArgumentParser
import LheoModel

/// The language that a command without a report speaks.
struct LanguageOption: ParsableArguments {
  @Option(help: ArgumentHelp("The language of messages about feeds and offers: fr, en.", valueName: "language"))
  var lang = Language.en
}
