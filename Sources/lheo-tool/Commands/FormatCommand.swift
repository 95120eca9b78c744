import ArgumentParser
import LheoOperations
import LheoPipeline

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Writes feeds with other indentation or in another encoding.",
    discussion: """
      Comments and processing instructions are not kept, by this or any command that writes a feed.

      EXAMPLES
        lheo-tool format feed.xml --indent 4 -o pretty.xml
        lheo-tool format feed.xml --indent none --encoding ISO-8859-1 -o compact.xml.gz
        lheo-tool format feeds/ -o formatted/
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var speech: LanguageOption
  @OptionGroup var writing: WritingArguments
  @OptionGroup var target: OutputOption

  func validate() throws { try input.requireFeeds() }

  private var rewriting: Rewriting {
    Rewriting(input: input, reading: reading, writing: writing, output: target.output, language: speech.language)
  }

  func run() throws {
    try Outcome.run { try rewriting.run(.unchanged) }
  }
}

struct AnonymiseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anonymise",
    abstract: "Replaces people, e-mails, telephones and bodies, to share a feed in a bug report.",
    discussion: """
      The same is replaced by the same. E-mails and telephones are replaced in all texts, extensions included. Titles,
      descriptions, addresses, web addresses, and names in extensions stay: read the result before you send it.

      EXAMPLES
        lheo-tool anonymise feed.xml -o shared.xml
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var speech: LanguageOption
  @OptionGroup var writing: WritingArguments
  @OptionGroup var target: OutputOption

  func validate() throws { try input.requireFeeds() }

  private var rewriting: Rewriting {
    Rewriting(input: input, reading: reading, writing: writing, output: target.output, language: speech.language)
  }

  func run() throws {
    try Outcome.run {
      var anonymiser = Anonymiser()
      try rewriting.run(.unchanged) { buffer, _ in
        buffer.map { .rewrite(anonymiser.anonymised($0)) } ?? .drop
      }
    }
  }
}
