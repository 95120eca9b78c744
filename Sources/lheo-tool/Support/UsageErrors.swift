import ArgumentParser
import LheoModel
import LheoReports

/// What the parser of arguments leaves unsaid: which command or option was meant.
struct UsageErrors {
  /// The command that the arguments lead to.
  let command: any ParsableCommand.Type
  /// It, after those around it.
  private let path: [any ParsableCommand.Type]
  /// What follows the commands.
  private let rest: [String]

  init(_ arguments: [String]) {
    // "help fix" is about fix.
    var rest = arguments.drop { $0 == "help" }
    var command: any ParsableCommand.Type = LheoTool.self
    var path = [command]
    while let name = rest.first, let next = command.configuration.subcommands.first(where: { $0._commandName == name })
    {
      command = next
      path.append(next)
      rest.removeFirst()
    }
    self.command = command
    self.path = path
    self.rest = Array(rest)
  }

  /// A message, with how the command is called where that helps, and where help is.
  func text(_ message: String, withUsage: Bool = false, in language: Language) -> String {
    let name = path.map { $0._commandName }.joined(separator: " ")
    let usage = withUsage ? ParserWords.usage(LheoTool.usageString(for: command)) : ""
    return language(
      "Erreur : \(message)\n\(usage.isEmpty ? "" : "Usage : \(usage)\n")  Plus d'informations : \(name) --help",
      "Error: \(message)\n\(usage.isEmpty ? "" : "Usage: \(usage)\n")  See '\(name) --help' for more information.")
  }

  /// What can be said better than the parser does; `nil` where it says enough.
  var message: Text? {
    if let unknownCommand { return unknownCommand }
    let options = CommandOptions(command)
    return unknownOption(options) ?? valueWithDash(options)
  }

  /// A command that there is not.
  var unknownCommand: Text? {
    let subcommands = command.configuration.subcommands
    guard !subcommands.isEmpty, let name = rest.first, !name.hasPrefix("-") else { return nil }
    let names = subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
    return UsageError.missing(Text("commande", "command"), name, in: names).text
  }

  private func unknownOption(_ options: CommandOptions) -> Text? {
    let given = rest.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "=" }) }
    guard let unknown = given.first(where: { !options.all.contains($0) }) else { return nil }
    let hint = Nearest.hint(unknown, in: options.shown)
    return Text("Option inconnue « \(unknown) ».\(hint)", "Unknown option '\(unknown)'.\(hint)")
  }

  /// A value that looks like an option must be part of it.
  private func valueWithDash(_ options: CommandOptions) -> Text? {
    let pair = zip(rest, rest.dropFirst()).first { option, value in
      options.withValue.contains(option) && value.hasPrefix("-") && value.count > 1 && !value.hasPrefix("--")
    }
    return pair.map {
      Text("Une valeur qui commence par - s'écrit \($0)=\($1).", "A value that starts with - is written \($0)=\($1).")
    }
  }
}

extension LheoTool {
  /// Ends the process as an error asks for; its words go to the terminal as all words do.
  static func finish(with error: any Error) -> Never {
    var code = exitCode(for: error)
    var text = fullMessage(for: error)
    let usage = UsageErrors(Array(CommandLine.arguments.dropFirst()))
    let language = Speech.ofUsage
    if code == .success { text = ParserWords.spoken(text) }
    if code == .success, CommandLine.arguments.dropFirst().first == "help", let message = usage.unknownCommand {
      code = .validationFailure
      text = usage.text(message(language), in: language)
    } else if code == .validationFailure {
      text = usageText(of: error, usage) ?? text
    } else if code == .failure, !(error is ExitCode) {
      // A command has refused its options, and the parser has wrapped that; or a run has refused them.
      code = .validationFailure
      text = usage.text(message(for: error), withUsage: !(error is UsageError), in: language)
    }
    for argument in CommandLine.arguments where argument.visible != argument {
      text = text.replacing(argument, with: argument.visible)
    }
    if !text.isEmpty {
      let sink = Terminal.words(to: code == .success ? .output : .errors)
      sink.append(text.hasSuffix("\n") ? text : text + "\n")
      sink.flush()
    }
    end(with: code.rawValue)
  }

  /// What is said of arguments that the parser does not take, or a run; `nil` for the parser's own words.
  private static func usageText(of error: any Error, _ usage: UsageErrors) -> String? {
    let language = Speech.ofUsage
    if let message = usage.message { return usage.text(message(language), in: language) }
    if let error = error as? ValidationError {
      // Thrown while the command ran, in the language of the run.
      return usage.text(error.message, in: Speech.language)
    }
    guard language == .fr, let message = ParserWords.french(message(for: error)) else { return nil }
    return usage.text(message, withUsage: true, in: .fr)
  }
}
