import Foundation
import LheoModel

/// What the parser of arguments says of wrong usage, in French: it knows English only.
enum ParserWords {
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
    pattern("Value to be set with flag '(.*)' had already been set with flag '(.*)'") {
      Language.fr("« \($0[1]) » contredit « \($0[2]) ».", "")
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
