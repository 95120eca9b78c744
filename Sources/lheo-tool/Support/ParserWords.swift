import Foundation
import LheoModel

/// What the parser of arguments says of wrong usage and in the help, in French: it knows English only.
enum ParserWords {
  /// A help screen, a description of the help or a script of completions, in the language of the operator.
  static func spoken(_ text: String) -> String {
    guard Speech.ofUsage == .fr else { return text }
    let text = sentences.reduce(text) { $0.replacing($1.english, with: $1.french) }
    guard ["OVERVIEW: ", "USAGE: "].contains(where: text.hasPrefix) else { return text }
    // Lines have been wrapped before: what stands in them gets no longer.
    return usage(text).replacing(/;(\s+)default:/) { Language.fr(".\($0.output.1)Défaut :", "") }
      .replacing("default:", with: Language.fr("défaut :", "")).replacing("(values:", with: Language.fr("(choix :", ""))
      .split(separator: "\n", omittingEmptySubsequences: false).map(line).joined(separator: "\n")
  }

  /// How a command is called, in the language of the operator.
  static func usage(_ text: String) -> String {
    Speech.ofUsage == .fr ? text.replacing("<subcommand", with: "<commande") : text
  }

  private static let sentences: [(english: String, french: String)] = [
    ("Show help information.", "Afficher cette aide."), ("Show the version.", "Afficher la version."),
    ("Show subcommand help information.", "Afficher l'aide d'une commande."),
  ]

  /// A line of a help screen, of which headings and the last line are the parser's.
  private static func line(_ line: Substring) -> String {
    if let overview = line.wholeMatch(of: /OVERVIEW: (.*)/) { return Language.fr("OBJET : \(overview.output.1)", "") }
    if let usage = line.wholeMatch(of: /USAGE: (.*)/) { return Language.fr("USAGE : \(usage.output.1)", "") }
    if line == "SUBCOMMANDS:" { return Language.fr("COMMANDES :", "") }
    if let last = line.wholeMatch(of: /\ +See '(.*)' for detailed help\./) {
      return Language.fr("  Plus d'informations : \(last.output.1)", "")
    }
    let isHeading = line.hasSuffix(":") && !line.hasPrefix(" ") && line == line.uppercased()
    return isHeading ? Language.fr("\(line.dropLast()) :", "") : String(line)
  }

  /// A message in French; `nil` where it is not one that is known.
  static func french(_ message: String) -> String? {
    for (pattern, words) in patterns {
      if let match = try? pattern.wholeMatch(in: message) {
        return words(match.output.map { String($0.substring ?? "") })
      }
    }
    return nil
  }

  private typealias Words = @Sendable ([String]) -> String

  nonisolated(unsafe) private static let patterns: [(Regex<AnyRegexOutput>, Words)] = [
    pattern("Unknown option '(.*?)'.*") { Language.fr("Option inconnue « \($0[1]) ».", "") },
    pattern("Missing value for '(.*)'") { Language.fr("Il manque la valeur de « \($0[1]) ».", "") },
    pattern("The option '(.*)' does not take any value, but '(.*)' was specified\\.") {
      Language.fr("L'option « \($0[1]) » ne prend pas de valeur, et « \($0[2]) » lui est donné.", "")
    },
    pattern("Unexpected argument '(.*)'") { Language.fr("Argument inattendu : « \($0[1]) ».", "") },
    pattern("\\d+ unexpected arguments: '(.*)'") {
      Language.fr("Arguments inattendus : « \($0[1].replacing("', '", with: " », « ")) ».", "")
    },
    pattern("Value to be set with flag '(.*?)'.* had already been set with flag '(.*?)'.*") {
      Language.fr("« \($0[1]) » contredit « \($0[2]) ».", "")
    },
    pattern("Can't (?:generate completion scripts for|autodetect a supported shell).*") { _ in
      Language.fr("Choisissez le shell : bash, zsh ou fish.", "")
    },
    pattern("Missing expected argument '(.*)'") { Language.fr("Il manque « \($0[1]) ».", "") },
    pattern("Missing one of: '(.*)'") {
      Language.fr("Il manque « \($0[1].replacing("', '", with: " » ou « ")) ».", "")
    },
    pattern("The value '(.*)' is invalid for '(.*?)'(?:\\. Please provide one of (?:the following:)?(.*?)\\.?)?") {
      invalidValue($0[1], of: $0[2], choices: $0[3])
    },
  ]

  private static func pattern(_ text: String, _ words: @escaping Words) -> (Regex<AnyRegexOutput>, Words) {
    (try! Regex(text).dotMatchesNewlines(), words)
  }

  private static func invalidValue(_ value: String, of option: String, choices: String) -> String {
    let list = choices.replacing(" or ", with: ",").replacing(" and ", with: ",")
    let names = list.split { ",\n".contains($0) }.map { name in
      String(name.drop { " -'".contains($0) }.prefix { $0 != "'" })
    }.filter { !$0.isEmpty }
    let message = Language.fr("La valeur « \(value) » ne convient pas pour « \(option) ».", "")
    let hint = Language.fr(" Choisissez parmi : \(names.joined(separator: ", ")).", "")
    return names.isEmpty ? message : message + hint
  }
}
