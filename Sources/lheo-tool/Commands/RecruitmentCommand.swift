import ArgumentParser
import LheoModel
import LheoOperations

struct RecruitmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recruitment", abstract: "Opens, closes or suspends the recruitment of sessions.",
    subcommands: [Open.self, Close.self, Suspend.self])

  struct Open: ParsableCommand {
    static let configuration = RecruitmentCommand.configuration("open", "Opens the recruitment of sessions.")
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.ouvert, end: nil)) }
  }

  struct Close: ParsableCommand {
    static let configuration = RecruitmentCommand.configuration("close", "Closes the recruitment of sessions.")
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.ferme, end: nil)) }
  }

  struct Suspend: ParsableCommand {
    static let configuration = RecruitmentCommand.configuration("suspend", "Suspends the recruitment of sessions.")
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.suspendu, end: nil)) }
  }

  private static func configuration(_ name: String, _ abstract: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract,
      discussion: """
        Without -o the change is only shown.

        EXAMPLES
          lheo-tool recruitment \(name) feed.xml --numero '04_123S;04_124S'
          lheo-tool recruitment \(name) feed.xml --numero '04_*' -o new.xml
        """)
  }
}
