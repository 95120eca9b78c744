import ArgumentParser

/// How much is said beside the results.
struct VerbosityOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "No progress, and nothing about feeds without findings.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "A line on standard error for each feed: how much was read, how fast.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("Choose one of --quiet and --verbose.") }
  }
}
