import LheoModel

/// The language of a run: one for all that it says.
///
/// Asked in turn: `--lang`, `LHEO_LANG`, `lheo.toml`; then, for runs whose words only the operator reads, the settings of
/// the system. Reports, pages and files are French otherwise: a job under cron must not change its language.
enum Speech {
  /// The language of this run.
  static let language = chosen ?? (writesWords ? .fr : operatorLanguage)

  /// The language of messages about wrong usage, which come before all others.
  static let ofUsage = chosen ?? operatorLanguage

  /// What was asked for, if anything.
  private static let chosen = onCommandLine ?? inEnvironment ?? inConfiguration

  private static let arguments = Array(CommandLine.arguments.dropFirst())

  /// The arguments for their parser, whose command `help` takes no options.
  static var parsed: [String] {
    guard arguments.first == "help" else { return arguments }
    guard let index = arguments.firstIndex(of: "--lang") else { return arguments.filter { !$0.hasPrefix("--lang=") } }
    return Array(arguments[..<index] + arguments[index...].dropFirst(2))
  }

  private static let onCommandLine = value(of: "--lang").flatMap(Language.init)
  private static let inEnvironment = ProcessInfo.environment(variable).flatMap(Language.init)
  /// What is wrong with the file is said by what reads it for more than its language.
  private static let inConfiguration = (try? Configuration.read(value(of: "--config")))?.lang

  /// The variable that names the language.
  static let variable = "LHEO_LANG"

  /// Says that the variable names no language.
  static func requireLanguage() throws {
    // What is wrong in lheo.toml is what `doctor` looks for.
    if !(UsageErrors(arguments).command is DoctorCommand.Type) {
      try Configuration.requireLanguage(value(of: "--config"))
    }
    guard let name = ProcessInfo.environment(variable), Language(rawValue: name) == nil else { return }
    throw UsageError(
      "\(variable) vaut « \(name) » : écrivez fr ou en.", "\(variable) is '\(name)': write fr or en.")
  }

  /// Whether others than the operator read what the run says.
  private static let writesWords =
    (UsageErrors(arguments).command as? any WritesWords.Type)?.writesWords(arguments) ?? false

  /// As the system has it; French where it has nothing.
  private static let operatorLanguage: Language = {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(ProcessInfo.environment)
    guard let name = names.first, !["C", "POSIX"].contains(name.prefix { $0 != "." }) else { return .fr }
    return name.lowercased().hasPrefix("fr") ? .fr : .en
  }()

  /// The value of an option, read before the parser of arguments has been at work: its own messages need the language.
  private static func value(of option: String) -> String? {
    let options = arguments.prefix { $0 != "--" }
    let values = zip(options.indices, options).compactMap { index, word -> String? in
      if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
      return word == option && index + 1 < options.endIndex ? options[index + 1] : nil
    }
    return values.last
  }
}

/// A command whose results are in words: reports, pages, listings.
protocol WritesWords {
  /// Whether a run with these arguments has such results.
  static func writesWords(_ arguments: [String]) -> Bool
}

extension WritesWords {
  static func writesWords(_ arguments: [String]) -> Bool { true }
}

/// Wrong usage, in both languages; exit code 64.
struct UsageError: Error, CustomStringConvertible {
  let text: Text

  init(_ french: Language.French, _ english: Language.English) { text = Text(french, english) }

  init(_ text: Text) { self.text = text }

  var description: String { text(Speech.ofUsage) }
}
