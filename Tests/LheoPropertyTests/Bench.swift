import Foundation
import LheoModel
import TestSupport
import Testing

/// How much is tried. `LHEO_PROPERTIES=50` tries 50 times as many random documents.
let scale = ProcessInfo.processInfo.environment["LHEO_PROPERTIES"].flatMap(Int.init) ?? 1

/// The judge of what is valid.
let reference = LibXML2Schema(Repository.referenceSchema)

/// A folder for one run, gone afterwards.
func withFolder<T>(_ body: (String) throws -> T) throws -> T {
  let folder = try TemporaryFolder()
  return try withExtendedLifetime(folder) { try body(folder.url.path) }
}

/// What a command did, all steps taken together.
struct Outcome {
  /// The last run; an earlier one if it did not succeed, as the others are not made then.
  var run: ToolRun
  /// Which step that was.
  var step: Int
  /// What is in the folder now and was not there before, by path.
  var files: [String: [UInt8]]

  /// What of the run a message shows.
  var summary: String { "\(run.ending) \(run.errorText.suffix(600))" }
}

extension ToolCommand {
  static let before = Array("before".utf8)
  private static let earlierFeed = RealisticFeed.bytes(offers: 1)

  /// What is in the place of the output before the command runs: a feed where it is compared with what is written.
  var before: [UInt8] { description.contains("--max-drop") ? Self.earlierFeed : Self.before }

  /// Runs the command on a feed.
  ///
  /// - Parameters:
  ///   - feed: The feed's file, in the folder as `feed.xml`.
  ///   - name: What the command line says for it.
  ///   - extra: Further arguments of the first step.
  ///   - environment: Variables of its environment.
  ///   - measuresMemory: Whether the feed is large and the memory is measured.
  func outcome(
    of feed: [UInt8]?, named name: String = "feed.xml", input: ToolRun.Input = .nothing, extra: [String] = [],
    environment: [String: String] = [:], measuresMemory: Bool = false, in folder: String
  ) throws -> Outcome {
    if let feed { try Data(feed).write(to: URL(filePath: "\(folder)/feed.xml")) }
    if writesOneFile { try Data(before).write(to: URL(filePath: "\(folder)/\(output!)")) }
    let database = description.contains("DATABASE") ? try PostgreSQLServer.makeSchema() : ""
    let known = Set(FileManager.default.subpaths(atPath: folder) ?? [])
    var step = 0
    var run: ToolRun
    repeat {
      let arguments = steps[step].map { word in
        switch word {
        case "FEED": name
        case "DATABASE": database
        default: Self.path(word)
        }
      }
      run = try ToolRun.run(
        arguments + (step == 0 ? extra : []), in: folder, input: step == 0 ? input : .nothing,
        environment: environment, seconds: measuresMemory ? 300 : 30,
        measuresMemory: measuresMemory)
      step += 1
    } while step < steps.count && run.status <= 1 && run.status >= 0
    return Outcome(run: run, step: step - 1, files: files(in: folder, besides: known))
  }

  private func files(in folder: String, besides known: Set<String>) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in FileManager.default.subpaths(atPath: folder) ?? [] where !known.contains(path) || path == output {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { continue }
      // A workbook says when it was made.
      let isWorkbook = path.hasSuffix(".xlsx")
      for (name, bytes) in isWorkbook ? Archive.files(inZip: [UInt8](data)) : ["": [UInt8](data)] {
        if name != "docProps/core.xml" { files[name.isEmpty ? path : "\(path)!\(name)"] = bytes }
      }
    }
    return files
  }

  /// The feeds that were written, by name; not the list of them that the tool keeps beside them.
  func feeds(of outcome: Outcome) -> [String: [UInt8]] {
    guard let output else { return outcome.run.output.isEmpty ? [:] : ["-": outcome.run.output] }
    return outcome.files.filter { path, bytes in
      (path == output || path.hasPrefix(output + "/")) && bytes != before && !path.contains("/.")
    }
  }
}

/// Files to look at later, if LHEO_KEEP names a folder.
func keep(_ bytes: [UInt8], _ name: String) {
  guard let folder = ProcessInfo.processInfo.environment["LHEO_KEEP"] else { return }
  try? Data(bytes).write(
    to: URL(filePath: folder).appending(path: name.replacing("/", with: "_").replacing(" ", with: "_")))
}
