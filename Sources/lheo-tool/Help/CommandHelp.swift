import ArgumentParser
import LheoModel

/// What the help says, in the language that the operator is spoken to.
func said(
  _ french: @autoclosure () -> Language.French, _ english: @autoclosure () -> Language.English
) -> String {
  Speech.ofUsage(french(), english())
}

/// What the help of a command says besides its options.
struct CommandHelp {
  /// What the command does, in one sentence.
  let abstract: String
  /// What else there is to know; a paragraph is one line.
  let explanation: String
  /// Lines to type, the same in both languages but for what is said beside them.
  let examples: String
  /// What comes after the examples.
  let end: String

  init(_ abstract: String, explanation: String = "", examples: String = "", end: String = "") {
    self.abstract = abstract
    self.explanation = explanation
    self.examples = examples
    self.end = end
  }

  /// All but the abstract.
  fileprivate var discussion: String {
    let list = examples.isEmpty ? "" : Self.list(said("EXEMPLES", "EXAMPLES"), examples)
    return [explanation, list, end].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Lines under a heading.
  static func list(_ heading: String, _ lines: String) -> String {
    heading + lines.split(separator: "\n").map { "\n  \($0)" }.joined()
  }
}

extension CommandConfiguration {
  /// A command with its words.
  init(
    _ name: String, _ help: CommandHelp, version: String = "", shouldDisplay: Bool = true,
    subcommands: [any ParsableCommand.Type] = []
  ) {
    self.init(
      commandName: name, abstract: help.abstract, discussion: help.discussion, version: version,
      shouldDisplay: shouldDisplay, subcommands: subcommands)
  }
}

extension ArgumentHelp {
  /// What the help says of an option, and what its value is called, in both languages.
  static func said(
    _ french: @autoclosure () -> Language.French, _ english: @autoclosure () -> Language.English,
    value name: String? = nil, _ englishName: String? = nil, visibility: ArgumentVisibility = .default
  ) -> ArgumentHelp {
    let language = Speech.ofUsage
    return ArgumentHelp(
      language(french(), english()), valueName: language == .en ? englishName ?? name : name, visibility: visibility)
  }
}
