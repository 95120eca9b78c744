import ArgumentParser
import LheoOutput

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration("completions", .completions)

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(
    help: .said(
      "Le shell.",
      "The shell.", value: "shell"))
  var shell: Shell

  @OptionGroup var speech: LanguageOption

  func run() throws {
    try Outcome.run {
      let file = try OutputFile("-")
      let shell: CompletionShell =
        switch shell {
        case .bash: .bash
        case .zsh: .zsh
        case .fish: .fish
        }
      file.sink.append(ParserWords.spoken(LheoTool.completionScript(for: shell)))
      file.sink.append(0x0A)
      try file.commit()
    }
  }
}
