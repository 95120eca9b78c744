import ArgumentParser
import Foundation
import LheoModel

/// The options that a command has, by their long names.
struct CommandOptions {
  private(set) var shown: [String] = []
  private(set) var withValue: Set<String> = []
  /// Those that the parser of arguments adds are never shown.
  private(set) var all: Set = ["--help", "--help-hidden", "--version", "--generate-completion-script"]
  private var ofShortName: [String: String] = ["-h": "--help"]

  private struct Description: Decodable {
    struct Command: Decodable { let arguments: [Argument]? }
    struct Argument: Decodable {
      let kind: String
      let shouldDisplay: Bool
      let names: [Name]?
    }
    struct Name: Decodable {
      let kind: String
      let name: String
    }
    let command: Command
  }

  init(_ command: any ParsableCommand.Type) {
    let description = try? JSONDecoder().decode(Description.self, from: Data(command._dumpHelp().utf8))
    for argument in description?.command.arguments ?? [] {
      let names = (argument.names ?? []).filter { $0.kind == "long" }.map { "--" + $0.name }
      all.formUnion(names)
      if argument.shouldDisplay { shown += names }
      if argument.kind == "option" { withValue.formUnion(names) }
      for name in argument.names ?? [] where name.kind == "short" { ofShortName["-" + name.name] = names.first }
    }
  }

  /// The options among the words of a command line, in their order.
  func given(in words: [String]) -> [String] {
    var given: [String] = []
    var rest = words[...]
    while let word = rest.popFirst(), word != "--" {
      guard let name = name(of: word) else { continue }
      given.append(name)
      let isAlone = !word.contains("=") && (word.hasPrefix("--") || word.count == 2)
      if isAlone, withValue.contains(name) { rest = rest.dropFirst() }
    }
    return given
  }

  private func name(of word: String) -> String? {
    if word.hasPrefix("--") {
      let name = String(word.prefix { $0 != "=" })
      return all.contains(name) ? name : nil
    }
    return ofShortName[String(word.prefix(2))]
  }
}

extension ParsableCommand {
  /// Says that an option would do nothing.
  ///
  /// - Parameters:
  ///   - options: the options that do something.
  ///   - mode: the option that makes it so, as it is typed.
  static func requireOnly(_ options: Set<String>, with mode: String) throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard let other = CommandOptions(Self.self).given(in: words).first(where: { !options.contains($0) }) else { return }
    throw UsageError(
      "\(other) ne fait rien avec \(mode) : retirez-le.", "\(other) does nothing with \(mode): leave it out.")
  }
}
