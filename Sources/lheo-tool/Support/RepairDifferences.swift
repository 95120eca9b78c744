import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports

/// What repairs change in feeds, as unified differences on standard output.
struct RepairDifferences {
  let indent: Int?
  let color: ColorChoice

  /// Reads feeds and shows what changes in each.
  ///
  /// - Parameters:
  ///   - begin: receives which of several feeds comes.
  ///   - note: receives what was repaired.
  func show(
    _ run: FeedRun<NoteWithOriginal<[RepairNote]>>, begin: (String) -> Void, note: ([RepairNote]) -> Void
  ) throws {
    let output = Terminal.unaltered(to: .output)
    let hasColours = color.isOn(to: .output)
    let style = DifferenceStyle(isForTerminal: Terminal.outputIsTerminal || hasColours, hasColours: hasColours)
    var current: RepairDifferenceSink?
    try run.forEach { feed in
      if run.inputs.count > 1 { begin(feed.name) }
      let sink = RepairDifferenceSink(output, name: feed.name, indent: indent, style: style)
      current = sink
      return sink
    } settle: { _, repaired in
      note(repaired.note)
      if let original = repaired.original { current?.note(original) }
      return .keep
    } finish: {
      _ = try $0.finish()
    }
  }
}
