import ArgumentParser
import LheoOperations
import LheoPipeline

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration("format", .format)

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
  static let configuration = CommandConfiguration("anonymise", .anonymise)

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
