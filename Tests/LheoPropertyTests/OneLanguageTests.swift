import Foundation
import LheoModel
import TestSupport
import Testing

/// A run speaks one language: the one that it is asked for by `--lang`, `LHEO_LANG` or `lheo.toml`, in this order.
@Suite struct OneLanguageTests {
  /// What only one of the languages says, in the words of the sources.
  static let phrases: [Language: Phrases] = {
    let (french, english) = (Sentences.all.map(\.french), Sentences.all.map(\.english))
    return [
      .fr: Phrases(of: french, besides: english + frenchAnywhere), .en: Phrases(of: english, besides: french),
    ]
  }()

  /// What is French whoever reads it: labels of the schema and of columns, screens and fields of the form, headings of guides, feeds.
  private static let frenchAnywhere: [String] = {
    let files = [
      "Schemas/lheo-2.3.xsd", "Fixtures/valid/regional.xml", "Fixtures/valid/minimal.xml",
      "Fixtures/earlier/lheo-2.2.xml",
      "Sources/LheoValidator/Engine/FormField.swift", "Sources/LheoValidator/Engine/FormFields.swift",
      "Sources/LheoTables/Columns/Column.swift",
    ]
    let catalogue = Repository.fixture("edof/catalogue.xml").bytes.map { Character(Unicode.Scalar($0)) }
    return files.map { String(decoding: Repository.root.appending(path: $0).bytes, as: UTF8.self) }
      + [String(catalogue)] + Sentences.headings
  }()

  private static func other(_ language: Language) -> Language { language == .fr ? .en : .fr }

  /// What is found of a language in all that a run has said and written. Tables are data, whose labels are French.
  private static func found(_ language: Language, in outcome: Outcome, of command: ToolCommand, besides feed: [UInt8]?)
    -> [String]
  {
    let documents = outcome.files.filter { path, bytes in
      !(command.result == .tables || command.output == nil || path.hasPrefix("in")) && bytes != feed
        && !bytes.contains(0)
    }
    let texts = [outcome.run.output, outcome.run.errors] + documents.values
    return texts.flatMap { bytes in
      let text = String(decoding: bytes, as: UTF8.self).replacing(program, with: "").replacing("&#39;", with: "'")
      let words = command.names == ["completions"] ? text.replacing(comment, with: "") : text
      return phrases[language]!.found(in: language == .fr ? words.replacing(quoted, with: "\\()") : words)
    }
  }

  /// Style and script of a page.
  nonisolated(unsafe) private static let program = try! Regex(#"<(style|script)[^>]*>.*?</\1>"#).dotMatchesNewlines()
  /// Lines of scripts of completions that explain them.
  nonisolated(unsafe) private static let comment = try! Regex(#"(?m)^ *# .*$"#)
  /// What is quoted, of the form or a guide.
  nonisolated(unsafe) private static let quoted = try! Regex("«[^»]*»|“[^”]*”")

  /// The feed that wrong options are tried on: they are refused whatever is in it.
  private static let small = "faulty"

  static let feeds = [
    ("valid", Repository.fixture("valid/regional.xml")),
    (small, Repository.fixture("invalid/schema-format--date.xml")),
    ("broken", Repository.fixture("unreadable/truncated.xml")), ("missing", nil),
  ]

  /// Other dialects, which the first line of each command is tried on.
  static let dialects = [
    ("earlier", Repository.fixture("earlier/lheo-2.2.xml")), ("edof", Repository.fixture("edof/catalogue.xml")),
  ]

  /// The catalogue is that of the sources, and knows what is wrong.
  @Test func theCatalogueKnowsBothLanguages() {
    #expect(Sentences.all.count > 1000)
    #expect(Self.phrases[.fr]!.count > 3000 && Self.phrases[.en]!.count > 3000)
    #expect(!Self.phrases[.en]!.found(in: "lheo-tool: 3 of 4 feeds cannot be read, so nothing is compared.").isEmpty)
    #expect(!Self.phrases[.fr]!.found(in: "a.xml : lecture impossible, aucune offre n'a été écrite.").isEmpty)
  }

  @Test(arguments: ToolCommand.all, Language.allCases)
  func noRunSpeaksTwoLanguages(_ command: ToolCommand, _ language: Language) throws {
    let other = Self.other(language)
    // Not what the line itself asks for.
    let line =
      command.description.contains("--lang")
      ? ToolCommand(command.description.replacing("--lang en", with: ""), command.result) : command
    let isFirst = ToolCommand.firstLines.contains { $0.description == command.description }
    let feeds = Self.feeds + (isFirst ? Self.dialects.map { ($0.0, Optional($0.1)) } : [])
    for (name, url) in line.feedCount > 0 ? feeds : [("", nil)] {
      for more in [[], ["--zzz"], ["--jobs", "0"]] where more.isEmpty || name == Self.small {
        try withFolder { folder in
          let outcome = try line.outcome(
            of: url?.bytes, extra: more, environment: ["LHEO_LANG": language.rawValue, "LC_ALL": "\(other)_XX.UTF-8"],
            in: folder)
          let found = Self.found(other, in: outcome, of: line, besides: url?.bytes)
          #expect(found.isEmpty, "\(line) \(name) \(more): \(Set(found).sorted().prefix(5))\n\(outcome.summary)")
        }
      }
    }
  }

  /// The language of an unknown file's error, by what is asked for.
  private func language(_ words: [String], _ environment: [String: String], _ configuration: String? = nil) throws
    -> Language?
  {
    try withFolder { folder in
      if let configuration { try configuration.write(toFile: "\(folder)/lheo.toml", atomically: true, encoding: .utf8) }
      let run = try ToolRun.run(words, in: folder, environment: environment)
      let said = run.errorText + run.outputText
      return Language.allCases.first { !Self.phrases[$0]!.found(in: said).isEmpty }
    }
  }

  @Test(arguments: [["validate", "no.xml"], ["merge", "no.xml"], ["validate"]])
  func theSwitchIsAskedInOrder(_ words: [String]) throws {
    for language in Language.allCases {
      let (own, other) = (language.rawValue, Self.other(language).rawValue)
      let system = ["LC_ALL": "\(other)_XX.UTF-8"]
      let variable = ["LHEO_LANG": other, "LC_ALL": "\(other)_XX.UTF-8"]
      #expect(try self.language(words + ["--lang", own], variable, "lang = '\(other)'") == language)
      #expect(try self.language(words + ["--lang=\(own)"], variable, "lang = '\(other)'") == language)
      #expect(try self.language(words, ["LHEO_LANG": own].merging(system) { $1 }, "lang = '\(other)'") == language)
      #expect(try self.language(words, system, "lang = '\(own)'") == language)
    }
  }

  /// A job under cron does not change its language; what only the operator reads follows the system.
  @Test func reportsAreFrenchAndTheOperatorIsSpokenToAsTheSystemSays() throws {
    for (variables, expected) in [
      (["LC_ALL": "en_US.UTF-8"], Language.en), (["LC_ALL": "", "LC_MESSAGES": "en_GB"], .en),
      (["LC_ALL": "", "LC_MESSAGES": "", "LANG": "de_DE.UTF-8"], .en), (["LC_ALL": "fr_FR.UTF-8"], .fr),
      (["LC_ALL": "C.UTF-8"], .fr), (["LC_ALL": "", "LC_MESSAGES": "", "LANG": ""], .fr),
      (["LC_ALL": "", "LC_MESSAGES": "", "LANG": "POSIX"], .fr),
    ] {
      #expect(try language(["merge", "no.xml"], variables) == expected, "\(variables)")
      #expect(try language(["validate"], variables) == expected, "\(variables)")
      #expect(try language(["validate", "no.xml"], variables) == .fr, "\(variables)")
      #expect(try language(["rules"], variables) == .fr, "\(variables)")
      #expect(try language(["inspect", "no.xml", "--lang", "en"], variables) == .en, "\(variables)")
    }
  }

  @Test(arguments: ["de", "FR_fr", "x"]) func aLanguageThatIsNoneIsRefused(_ name: String) throws {
    for words in [["validate", "no.xml"], ["tables"], ["merge", "no.xml"]] {
      try withFolder { folder in
        let run = try ToolRun.run(words, in: folder, environment: ["LHEO_LANG": name])
        #expect(run.status == 64 && run.errorText.contains("LHEO_LANG"), "\(words): \(run.errorText)")
        #expect(try ToolRun.run(words + ["--lang", name], in: folder).status == 64)
      }
    }
  }
}
