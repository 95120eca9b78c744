import ArgumentParser
import Glibc
import LheoModel
import LheoParser
import LheoReports
import TOMLKit

/// What `lheo.toml` says.
struct Configuration {
  var profile: [String] = []
  var only: [String] = []
  var ignore: [String] = []
  var severity: [String] = []
  var region: String?
  var failOn: FailOn?
  var lang: Language?
  var audience: Audience?
  /// The reference database.
  var reference: String?
  /// What is said to those who get a page.
  var letter = Letter()

  private static let keys = [
    "profile", "only", "ignore", "severity", "region", "fail-on", "lang", "audience", "reference",
    "letter",
  ]

  /// The file that is read where none is named.
  static let fileName = "lheo.toml"

  /// Whether there is one in the current folder.
  static var isInCurrentFolder: Bool { access(fileName, F_OK) == 0 }

  /// Reads the file of that name; without a name, `lheo.toml` if it is there.
  static func read(_ path: String?) throws -> Configuration {
    guard let text = try text(of: path) else { return Configuration() }
    return try Configuration(text, name: path ?? fileName)
  }

  /// Says that the file names no language that we speak, whatever else it says.
  static func requireLanguage(_ path: String?) throws {
    guard let text = try? text(of: path), let table = try? TOMLTable(string: text) else { return }
    let _: Language? = try choice(table["lang"]?.string, key: "lang", in: path ?? fileName)
  }

  /// What the file says; `nil` where there is none and none was asked for.
  private static func text(of path: String?) throws -> String? {
    let lines: LineReader
    do throws(FeedError) {
      lines = try LineReader(.file(path ?? fileName))
    } catch {
      if path == nil, error.problem == .missing { return nil }
      throw UsageError(error.text)
    }
    var text = ""
    while let line = try lines.next() { text += String(decoding: line, as: UTF8.self) + "\n" }
    return text
  }

  private init() {}

  private init(_ text: String, name: String) throws {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw UsageError(Text(verbatim: "\(name):\(error.source.begin.line): \(error.description)"))
    }
    for key in table.keys where !Self.keys.contains(key) {
      throw Self.unknownKey(key, among: Self.keys, in: name)
    }
    func list(_ key: String) throws -> [String] {
      guard let value = table[key] else { return [] }
      if let text = value.string { return [text] }
      guard let array = value.array else {
        throw UsageError(
          "\(name) : « \(key) » prend un texte ou une liste de textes.",
          "\(name): '\(key)' takes a text or a list of texts.")
      }
      return try array.map { item in
        guard let text = item.string else {
          throw UsageError(
            "\(name) : « \(key) » prend une liste de textes.",
            "\(name): '\(key)' takes a list of texts.")
        }
        return text
      }
    }
    profile = try list("profile")
    only = try list("only")
    ignore = try list("ignore")
    region = try list("region").first
    reference = try list("reference").first
    if let severities = table["severity"] {
      guard let entries = severities.table else {
        throw UsageError(
          "\(name) : « severity » est une table : [severity] puis \"règle\" = \"warning\".",
          "\(name): 'severity' is a table: [severity] then \"rule\" = \"warning\".")
      }
      severity = entries.keys.sorted().map { "\($0)=\(entries[$0]?.string ?? "")" }
    }
    failOn = try Self.choice(try list("fail-on").first, key: "fail-on", in: name)
    if let value = table["letter"] {
      guard let entries = value.table else {
        throw UsageError(
          "\(name) : « letter » est une table : [letter].",
          "\(name): 'letter' is a table: [letter].")
      }
      letter = try Self.letter(entries, in: name)
    }
    audience = try Self.choice(try list("audience").first, key: "audience", in: name)
    lang = try Self.choice(try list("lang").first, key: "lang", in: name)
  }

  static func unknownKey(_ key: String, among keys: [String], in name: String) -> UsageError {
    let hint = Nearest.hint(key, in: keys)
    return UsageError("\(name) : clé inconnue « \(key) ».\(hint)", "\(name): unknown key '\(key)'.\(hint)")
  }

  private static func choice<T: RawRepresentable<String> & CaseIterable>(
    _ text: String?, key: String, in name: String
  ) throws -> T? {
    guard let text else { return nil }
    guard let value = T(rawValue: text) else {
      throw UsageError(
        "\(name) : « \(key) » est l'un de \(T.allCases.map(\.rawValue).joined(separator: ", ")).",
        "\(name): '\(key)' is one of \(T.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return value
  }
}
