import Foundation
import LheoParser
import TestSupport
import Testing

/// What holds for every command when a feed means harm.
@Suite struct HostilePropertyTests {
  private static let start = "<?xml version=\"1.0\"?>\n@<lheo xmlns=\"http://lheo.gouv.fr/2.3\""
  private static let offer = String(decoding: Repository.fixture("valid/minimal.xml").bytes, as: UTF8.self)
    .split(separator: "<offres>")[1].replacing("</formation>", with: "<extras><extra>%</extra></extras></formation>")

  /// A feed of one offer, with something before the root, in its tag, and in an extension of the offer.
  private static func feed(prolog: String = "", root: String = "", inside: String = "") -> [UInt8] {
    Array("\(start.replacing("@", with: prolog)) \(root)><offres>\(offer.replacing("%", with: inside))".utf8)
  }

  /// Who opens a pipe to which nobody writes waits for ever.
  private static let trap = "@trap"
  private static let naming: [[UInt8]] = [
    feed(
      root: "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:schemaLocation=\"http://lheo.gouv.fr/2.3 \(trap)\""
    ),
    feed(inside: "<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" href=\"\(trap)\" parse=\"text\"/>"),
    feed(prolog: "<?xml-stylesheet type=\"text/xsl\" href=\"\(trap)\"?>"),
    feed(prolog: "<?xml-model href=\"\(trap)\"?>", inside: "<a xml:base=\"\(trap)\"/>"),
  ]
  private static let types: [[UInt8]] = [
    feed(prolog: "<!DOCTYPE lheo SYSTEM \"\(trap)\">"),
    feed(prolog: "<!DOCTYPE lheo [<!ENTITY x SYSTEM \"\(trap)\">]>", inside: "&x;"),
    feed(prolog: "<!DOCTYPE lheo [<!ENTITY % x SYSTEM \"\(trap)\">%x;]>"),
    feed(prolog: "<!DOCTYPE lheo [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>", inside: "&b;"),
  ]

  /// In the quick run a line for each command: all lines of a command read feeds alike.
  private static let commands = scale > 1 ? ToolCommand.readingFeeds : ToolCommand.firstLines

  @Test(arguments: commands) func noCommandReadsWhatAFeedNames(_ command: ToolCommand) throws {
    for (index, feed) in (Self.naming + Self.types).enumerated() {
      try withFolder { folder in
        #expect(mkfifo("\(folder)/trap", 0o600) == 0)
        let text = String(decoding: feed, as: UTF8.self).replacing(Self.trap, with: "file://\(folder)/trap")
        let outcome = try command.outcome(of: Array(text.utf8), in: folder)
        let place = Comment("\(command), feed \(index): \(outcome.summary)")
        if index < Self.naming.count {
          #expect((0...2).contains(outcome.run.status), place)
        } else {
          expectRefusal(outcome, command, place, "<!DOCTYPE")
        }
      }
    }
  }

  private static let refused: [(feed: [UInt8], word: String)] = [
    (feed(inside: String(repeating: "<a>", count: 300)), "nested"), (manyAttributes, "attributes"),
    (feed(inside: "\u{1}"), ""), (halfCharacter, ""), (Array(feed(inside: "x").dropLast(20)), ""),
    ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3], ""),
  ]
  private static let manyAttributes = feed(inside: "<a \(attributes(2000))/>")
  private static let halfCharacter = feed(inside: "@").map { $0 == UInt8(ascii: "@") ? UInt8(0xC3) : $0 }

  private static func attributes(_ count: Int) -> String { (0..<count).map { "a\($0)=\"\"" }.joined(separator: " ") }

  /// The limits, broken bytes and broken compression.
  @Test(arguments: commands) func noCommandTakesWhatIsRefused(_ command: ToolCommand) throws {
    for (index, (feed, word)) in Self.refused.enumerated() {
      // It is there to repair such bytes.
      if command.description.contains("--unsafe"), index == 2 || index == 3 { continue }
      try withFolder { folder in
        let outcome = try command.outcome(of: feed, extra: command.english, in: folder)
        expectRefusal(outcome, command, "\(command), feed \(index): \(outcome.summary)", word)
      }
    }
  }

  private func expectRefusal(_ outcome: Outcome, _ command: ToolCommand, _ place: Comment, _ word: String) {
    // A report on standard output says it there.
    let said = outcome.run.errorText + outcome.run.outputText
    #expect(outcome.run.ending == .exit(2) && said.contains("feed.xml") && (word.isEmpty || said.contains(word)), place)
    if command.result != .report { #expect(command.feeds(of: outcome).isEmpty, place) }
  }

  /// The numbers that SECURITY.md has: what is at the limit is read, what is one more is not.
  @Test func theLimitsAreThoseThatAreStated() throws {
    // lheo, offres, formation, extras and extra are around the others.
    func deep(_ count: Int) -> String {
      String(repeating: "<a>", count: count - 5) + String(repeating: "</a>", count: count - 5)
    }
    func texts(_ count: Int) -> String {
      String(repeating: "<a>\(String(repeating: "x", count: 100_000))</a>", count: count)
    }
    let cases: [(most: String, more: String, options: [String])] = [
      (deep(200), deep(201), []),
      ("<a \(Self.attributes(1000))/>", "<a \(Self.attributes(1001))/>", []),
      ("<a \(Self.attributes(1001))/>", "<a \(Self.attributes(1002))/>", ["--max-attributes", "1001"]),
      (String(repeating: "x", count: 10_000_000), String(repeating: "x", count: 10_000_001), []),
      (texts(9), texts(11), ["--max-offer-megabytes", "1"]),
    ]
    for (most, more, options) in cases {
      for (inside, status) in [(most, Int32(0)), (more, 2)] {
        try withFolder { folder in
          try Data(Self.feed(inside: inside)).write(to: URL(filePath: "\(folder)/feed.xml"))
          let run = try ToolRun.run(["validate", "feed.xml", "--fail-on", "never"] + options, in: folder)
          #expect(run.ending == .exit(status), "\(options) \(run.errorText.suffix(300))")
        }
      }
    }
    let doctor = try ToolRun.run(["doctor"], in: "/").outputText
    for limit in [" 200\n", " 10000000\n", " 1000\n", " 256000000\n"] { #expect(doctor.contains(limit), "\(doctor)") }
  }

  /// A megabyte is the same everywhere, and the help says what it is.
  @Test func megabytesAreSaid() throws {
    var count = 0
    for (command, arguments) in Help.commands {
      for argument in arguments where argument.names?.contains(where: { $0.name.contains("megabytes") }) ?? false {
        count += 1
        #expect(argument.abstract?.contains("1,000,000 bytes") == true, "\(command): \(argument.abstract ?? "")")
        if argument.names?.first?.name == "max-offer-megabytes" {
          let limit = ParserLimits().offerSize
          #expect(limit % 1_000_000 == 0 && argument.abstract?.contains("Default: \(limit / 1_000_000).") == true)
        }
      }
    }
    #expect(count > 10)
  }

  /// An offer with texts that attack whatever quotes them, in place of its number, its title and its training body.
  private static func attack(_ text: String) -> [UInt8] {
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    let feed = String(decoding: feed(inside: escaped), as: UTF8.self)
      .replacing("\"14_1", with: "\"\(escaped)").replacing("Développeur web", with: escaped)
      .replacing("90000000100009", with: escaped).replacing("Centre Alpha", with: escaped)
      .replacing("14000", with: escaped)
    return Array(feed.utf8)
  }

  @Test(arguments: ToolCommand.readingFeeds.filter { $0.output.map { !$0.contains(".") } ?? false })
  func namesOfFilesAreLettersAndDigits(_ command: ToolCommand) throws {
    for text in ["../../x", "/etc/passwd", "a\nb", ".", "-rf", "é\u{202E}", "CON", "a'; rm x", ".lheo-tool", "x\\y"] {
      try withFolder { folder in
        let outcome = try command.outcome(of: Self.attack(text), in: folder)
        #expect((0...1).contains(outcome.run.status), "\(command) \(text): \(outcome.summary)")
        for path in outcome.files.keys where path != "out/.lheo-tool" && path != "day1.json" {
          #expect(path.wholeMatch(of: /out\/[A-Za-z0-9_-]+\.[a-z]+/) != nil, "\(command): \(path.debugDescription)")
        }
      }
    }
  }

  @Test(arguments: ToolCommand.readingFeeds.filter { $0.description.contains("csv") || $0.description.contains("tsv") })
  func noCellStartsAFormula(_ command: ToolCommand) throws {
    for start in ["=", "+", "-", "@", "\t=", "\n=", "\r=", "'="] {
      try withFolder { folder in
        let outcome = try command.outcome(of: Self.attack("\(start)1+1"), in: folder)
        let isPrinted = command.result == .tables && command.output == nil
        let tables =
          outcome.files.filter { $0.key.hasSuffix("sv") }.map(\.value) + (isPrinted ? [outcome.run.output] : [])
        if command.steps.count > 1 { return }
        let cells = tables.flatMap { Self.cells(String(decoding: $0, as: UTF8.self)) }
        // Usages are counted, not quoted.
        let quotes = !command.description.contains("--usage")
        #expect(!quotes || cells.contains { $0.contains("1+1") }, "\(command): \(outcome.summary)")
        let found = cells.first { "=+-@\t\n\r".contains($0.first ?? "x") }
        #expect(found == nil, "\(command), \(start.debugDescription): \(found ?? "")")
      }
    }
  }

  /// The cells of a table, whatever its separator.
  private static func cells(_ text: String) -> [String] {
    let separator: Character = text.prefix { !$0.isNewline }.first { ",;\t".contains($0) } ?? ","
    var cells = [""]
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case separator where !isQuoted, "\n" where !isQuoted, "\r\n" where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  /// SQL in texts is text: the database is whole and gives the feed again.
  @Test(arguments: ["'); DROP TABLE sessions; --", "\"; DELETE FROM lheo; --", "x' OR '1'='1", "a\u{FFFD}%_?1:a"])
  func textsAreBoundInSQL(_ text: String) throws {
    let command = ToolCommand(
      "convert FEED --to sqlite -o in.sqlite; export in.sqlite --profile none --fail-on never -o out.xml", .feed)
    try withFolder { folder in
      let feed = Self.attack(text)
      let outcome = try command.outcome(of: feed, in: folder)
      #expect(canonical(outcome.files["out.xml"] ?? []) == canonical(feed), "\(outcome.summary)")
    }
  }
}

extension ToolCommand {
  /// English messages, where they can be chosen.
  fileprivate var english: [String] {
    !steps[0].contains("--lang") && Help.has("lang", names[0]) ? ["--lang", "en"] : []
  }
}
