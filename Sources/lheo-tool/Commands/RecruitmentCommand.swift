import ArgumentParser
import LheoModel
import LheoOperations

struct RecruitmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    "recruitment", .recruitment, subcommands: [Open.self, Close.self, Suspend.self])

  struct Open: ParsableCommand {
    static let configuration = CommandConfiguration("open", .recruitmentOpen)
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.ouvert, end: nil)) }
  }

  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration("close", .recruitmentClose)
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.ferme, end: nil)) }
  }

  struct Suspend: ParsableCommand {
    static let configuration = CommandConfiguration("suspend", .recruitmentSuspend)
    @OptionGroup var edit: SessionEditArguments
    func run() throws { try edit.run(.state(.suspendu, end: nil)) }
  }
}
