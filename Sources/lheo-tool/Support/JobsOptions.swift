import ArgumentParser

/// How many cores a command uses.
struct JobsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Cores to use. Default: all. The output is the same for any number.", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1.") }
  }

  /// The number that was asked for, or that of the machine.
  var count: Int { jobs ?? ProcessInfo.coreCount }
}
