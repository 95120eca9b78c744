import Foundation
import LheoModel
import TestSupport
import Testing

/// The help of every command, in both languages.
@Suite struct HelpTests {
  /// What the tool says of a command and of all below it.
  struct Command: Decodable {
    var commandName: String
    var superCommands: [String]?
    var abstract: String
    var discussion: String?
    var subcommands: [Command]?
    var arguments: [Argument]?

    /// It and all below it, but for the command of the parser of arguments.
    var all: [Command] { [self] + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.all) }
    /// What is typed after the name of the tool.
    var words: [String] { Array(((superCommands ?? []) + [commandName]).dropFirst()) }
  }
  struct Argument: Decodable {
    struct Name: Decodable, Equatable { var name: String }
    var kind: String
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var sectionTitle: String?

    /// Whether it is an option of the tool's own.
    var isOwn: Bool { !["help", "version"].contains(names?.last?.name) }
  }
  private struct Description: Decodable { var command: Command }

  static let tool = Tool()

  static func text(_ words: [String], _ environment: [String: String]) throws -> String {
    let result = try tool.run(words, environment: environment)
    #expect(result.status == 0 && result.errors.isEmpty, "\(words): \(result.errors)")
    return result.output
  }

  static let commands: [Language: [Command]] = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { language in
      let text = try? text(["--experimental-dump-help"], ["LHEO_LANG": language.rawValue])
      let description = try? JSONDecoder().decode(Description.self, from: Data((text ?? "").utf8))
      return (language, description?.command.all ?? [])
    })

  static func screen(_ words: [String], _ language: Language) throws -> String {
    try text(words + ["--help"], ["LHEO_LANG": language.rawValue, "COLUMNS": "80"])
  }

  /// The screen without lines to type, which are the same in both languages.
  private static func explained(_ screen: String) -> String {
    var isExample = false
    return screen.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if ["EXAMPLES", "EXEMPLES"].contains(line) { isExample = true }
      if line.isEmpty { isExample = false }
      return !isExample
    }.joined(separator: "\n")
  }

  private static func collapsed(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }

  @Test func everythingIsSaidInBothLanguages() throws {
    let (french, english) = (Self.commands[.fr]!, Self.commands[.en]!)
    #expect(french.count > 25 && french.map(\.words) == english.map(\.words))
    for (french, english) in zip(french, english) {
      #expect(!french.abstract.isEmpty && !english.abstract.isEmpty && french.abstract != english.abstract)
      #expect((french.discussion ?? "").isEmpty == (english.discussion ?? "").isEmpty, "\(french.words)")
      #expect(french.arguments?.map(\.names) == english.arguments?.map(\.names), "\(french.words)")
      for (own, other) in zip(french.arguments ?? [], english.arguments ?? []) {
        let place = Comment("\(french.words) \(own.names?.last?.name ?? own.valueName ?? "")")
        #expect(own.abstract?.isEmpty == false && other.abstract?.isEmpty == false, place)
        #expect(own.abstract != other.abstract, place)
        #expect((own.sectionTitle == nil) == (other.sectionTitle == nil), place)
      }
    }
  }

  /// The words of the parser of arguments, which are not in the sources.
  private static let parserWords: [Language: [String]] = [
    .en: [
      "OVERVIEW", "USAGE: ", "ARGUMENTS:", "OPTIONS:", "SUBCOMMANDS", "<subcommand", "(default:", "default:",
      "(values:",
      "Show ", "See '",
    ],
    .fr: ["OBJET", "COMMANDES", "<commande", "défaut", "(choix", "Afficher", "Plus d'informations"],
  ]

  @Test(arguments: Language.allCases) func noHelpSpeaksTwoLanguages(_ language: Language) throws {
    let other: Language = language == .fr ? .en : .fr
    for (own, others) in zip(Self.commands[language]!, Self.commands[other]!) {
      let screen = try Self.screen(own.words, language)
      let text = Self.collapsed(Self.explained(screen))
      #expect(text.contains(Self.collapsed(own.abstract)), "\(own.words)")
      for word in Self.parserWords[other]! { #expect(!text.contains(word), "\(own.words): \(word)") }
      for (argument, otherArgument) in zip(own.arguments ?? [], others.arguments ?? []) where argument.isOwn {
        #expect(!text.contains(Self.collapsed(otherArgument.abstract ?? "")), "\(own.words): \(argument)")
        if let name = otherArgument.valueName, name != argument.valueName, argument.kind != "flag" {
          #expect(!text.contains("--\(argument.names?.last?.name ?? "") <\(name)>"), "\(own.words): \(name)")
        }
      }
      let sentences = Sentences.all.filter { $0.file.hasSuffix("Help.swift") || $0.file.hasSuffix("Command.swift") }
      let phrases = Phrases(
        of: sentences.map { language == .fr ? $0.english : $0.french },
        besides: sentences.map { language == .fr ? $0.french : $0.english })
      #expect(phrases.count > 300)
      let found = phrases.found(in: Self.explained(screen))
      #expect(found.isEmpty, "\(own.words): \(found)")
    }
  }

  /// No-break spaces where French wants them, and lines that are not longer than the terminal.
  @Test func theHelpIsSetInFrench() throws {
    let faults = [#"[\p{L}»)][:;!?](?:\s|$)"#, #" [:;!?»]"#, "« ", "«\\S", "[’‘“”](?! )", #"\.\.\.(?!\])"#]
    for command in Self.commands[.fr]! {
      let screen = Self.explained(try Self.screen(command.words, .fr))
      for line in screen.split(separator: "\n") where !line.hasPrefix("USAGE") {
        // What is written about, and how arguments that may be repeated are shown.
        let text = line.replacing("pour ’,", with: "").replacing(" ...]", with: "]")
        for fault in faults { #expect(!text.contains(try Regex(fault)), "\(command.words), \(fault): \(line)") }
        if line.contains(" ") { #expect(line.count <= 80, "\(command.words): \(line)") }
      }
      #expect(!screen.contains("Etat") && !screen.contains("Ecri"))
    }
  }

  @Test func theSwitchIsAskedForTheHelpToo() throws {
    let french = try Self.screen(["validate"], .fr)
    let english = try Self.screen(["validate"], .en)
    #expect(french.hasPrefix("OBJET\u{A0}: ") && english.hasPrefix("OVERVIEW: "))
    for (words, variables, expected) in [
      (["validate", "--help", "--lang", "fr"], [:], french), (["validate", "--lang=fr", "-h"], [:], french),
      (["help", "validate", "--lang", "fr"], [:], french), (["help", "--lang=fr", "validate"], [:], french),
      (["help", "validate"], ["LHEO_LANG": "fr"], french), (["help", "validate"], ["LC_ALL": "fr_FR.UTF-8"], french),
      (["validate", "--help"], ["LC_ALL": "en_GB.UTF-8"], english),
      (["validate", "--help", "--lang", "en"], ["LHEO_LANG": "fr"], english),
    ] {
      #expect(try Self.text(words, variables.merging(["COLUMNS": "80"]) { $1 }) == expected, "\(words) \(variables)")
    }
    let tool = Tool()
    try tool.write("lang = 'fr'", to: "lheo.toml")
    #expect(try tool.run(["validate", "--help"], environment: ["COLUMNS": "80"]).output == french)
    #expect(try Self.text(["--help", "--lang", "fr"], [:]).hasPrefix("OBJET\u{A0}: "))
    #expect(try tool.run("session").output.hasPrefix("OBJET\u{A0}: "))
  }

  /// What the parser of arguments says of wrong usage.
  @Test(arguments: [
    ["convert", "x"], ["convert", "x", "--to", "cvs"], ["convert", "x", "--to"], ["validate", "x", "--quiet=yes"],
    ["validate", "x", "-z"], ["doctor", "x"], ["doctor", "x", "y"], ["completions"], ["completions", "tcsh"],
    ["validate", "x", "--report", "pdf=x"],
    ["fix", "x", "--as-of", "x"],
    ["--generate-completion-script", "tcsh"], ["session", "zzz"], ["zzz"], ["help", "zzz"], ["split", "x", "--zzz"],
    ["session", "duplicate", "x"], ["validate", "x", "-qz"], ["merge", "x", "-o"],
  ]) func wrongUsageIsInFrench(_ words: [String]) throws {
    let result = try Self.tool.run(words, environment: ["LHEO_LANG": "fr"])
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(
      result.errors.hasPrefix("Erreur\u{A0}: ") && result.errors.contains("  Plus d'informations\u{A0}: lheo-tool"))
    for word in ["Error", "Usage:", "See ", "Help:", "Unknown", "Missing", "invalid", "expected", "option '", "<file>"]
    {
      #expect(!result.errors.contains(word), "\(result.errors)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionsSpeakTheLanguage(_ shell: String) throws {
    let french = try Self.text(["completions", shell], ["LHEO_LANG": "fr"])
    let english = try Self.text(["completions", shell], ["LHEO_LANG": "en"])
    #expect(!french.contains("Show ") && !english.contains("Afficher"))
    if shell == "bash" { return }
    #expect(french.contains("Afficher cette aide.") && french.contains("Le format du rapport."))
    #expect(english.contains("Show help information.") && english.contains("The format of the report."))
    #expect(!french.contains("The format of") && !english.contains("Le format d"))
  }

  @Test(
    arguments: commands[.fr]!.map { $0.words + ["--help"] }
      + ["rules", "schema", "tables"].flatMap { name in
        ["text", "markdown"].map { [name, "--format", $0] }
      } + [
        ["doctor"], ["explain", "recrutement/rdvi-places"], ["schema", "etat-recrutement"],
      ])
  func frenchIsSetAsInPrint(_ words: [String]) throws {
    let text = try Self.tool.run(words, environment: ["LHEO_LANG": "fr", "COLUMNS": "80"]).output
    #expect(!text.isEmpty)
    // Values of the feed, and labels of official codes, are as they are.
    let own = text.replacing(/`[^`\n]*`|(?m:^\| [\dA-Z]+ \|.*$)/, with: "")
    #expect(FrenchTypography.faults(in: own) == [])
  }
}
