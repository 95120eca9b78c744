import ArgumentParser
import LheoOutput

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Writes what a shell needs to complete commands, options and names of rules.",
    discussion: """
      make install and the Debian package put them in their place. By hand:

      EXAMPLES
        lheo-tool completions bash > ~/.local/share/bash-completion/completions/lheo-tool
        lheo-tool completions zsh > ~/.zfunc/_lheo-tool        with fpath+=~/.zfunc before compinit in ~/.zshrc
        lheo-tool completions fish > ~/.config/fish/completions/lheo-tool.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "The shell.")
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
      file.sink.append(LheoTool.completionScript(for: shell))
      file.sink.append(0x0A)
      try file.commit()
    }
  }
}
