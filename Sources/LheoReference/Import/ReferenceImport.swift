import GRDB
import Glibc
import LheoModel
import LheoOutput
import LheoRegisters
import LheoSQLite

/// Imports files of official registers, as they are downloaded, into the reference database.
///
/// Files are recognised by their content. The database is built beside the old one and takes its place when it is
/// complete: registers that are not imported stay as they are, and after an error nothing has changed.
public struct ReferenceImport {
  /// How far an import is.
  public struct Progress: Sendable {
    /// The file that is being read.
    public let file: String
    /// How many bytes of all files have been read, uncompressed.
    public let bytesRead: Int
    /// How many there are, as far as it is known.
    public let total: Int?
  }

  /// What an import has done.
  public struct Summary: Sendable {
    /// What has been imported.
    public let sources: [ReferenceSource]
    /// What has not.
    public let skipped: [SkippedFile]
  }

  /// The day of the import.
  public var today: PartialDate
  /// Whether data may take the place of newer data.
  public var allowsOlder = false
  /// The establishments that are wanted of Sirene; those of the same companies are kept too.
  public var sirets: Set<String> = []
  /// Is told how far it is, many times.
  public var progress: (Progress) -> Void = { _ in }

  /// An import on a day.
  public init(today: PartialDate) { self.today = today }

  /// Imports files.
  ///
  /// - Parameters:
  ///   - paths: files, zip archives and folders; `-` is standard input.
  ///   - path: where the database is, or will be.
  /// - Throws: `ReferenceError`, or `OutputError` where the database cannot be written.
  public func run(_ paths: [String], into path: String) throws -> Summary {
    let old = try PreviousReference(path)
    let files = try ReferenceFile.all(at: paths)
    let plan = try ImportPlan(files, there: old.sources, today: today)
    if plan.units.isEmpty { return Summary(sources: [], skipped: plan.skipped) }
    if sirets.isEmpty, let unit = plan.units.first(where: { $0.registers.contains(.sirene) }) {
      throw ReferenceError(.needsSirets, file: unit.unit.file.input.name)
    }
    let output = try ReplacedFile(path)
    var sources: [ReferenceSource] = []
    do {
      let connection = try LheoSQLite.SQLiteConnection(path: output.temporaryPath, name: path)
      try connection.perform { sources = try build($0, plan, old) }
      try connection.close()
    } catch let error as SQLiteFeedError {
      throw ReferenceError(error, file: path)
    }
    try old.checkUnchanged()
    try output.commit()
    return Summary(sources: sources.sorted { $0.register < $1.register }, skipped: plan.skipped)
  }

  private func build(_ database: Database, _ plan: ImportPlan, _ old: PreviousReference) throws -> [ReferenceSource] {
    // What is new needs no journal: without its end it is thrown away.
    try database.execute(
      sql: "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000")
    try ReferenceSchema.create(in: database)
    try old.attach(to: database)
    try database.execute(sql: "BEGIN")
    var sources: [ReferenceSource] = []
    let follower = ImportFollower(plan, progress)
    for (unit, registers) in plan.units {
      let found = try read(unit, registers, into: database, follower)
      if found.isEmpty {
        let tally = follower.lastTally
        throw ReferenceError(.noRows(read: tally.read, refused: tally.refused), file: unit.file.input.name)
      }
      sources += found
    }
    if !allowsOlder { try old.checkNone(isNewerThan: sources) }
    let registers = Set(sources.map(\.register))
    // Details of a register whose main file has nothing of it.
    for register in plan.units.flatMap(\.registers) where !registers.contains(register) {
      try ReferenceSchema.removeRows(of: register, in: database)
    }
    try old.copy(besides: sources, in: database)
    for source in sources { try source.insert(into: database) }
    try ReferenceSchema.index(database)
    try SheetTable.createAll(in: database, file: old.path)
    try database.execute(sql: "COMMIT")
    try old.detach(from: database)
    return sources
  }

  /// Reads the files of a unit; what came of them, without registers of which nothing has been kept.
  private func read(
    _ unit: ImportUnit, _ registers: Set<Register>, into database: Database, _ follower: ImportFollower
  ) throws -> [ReferenceSource] {
    let target = ImportTarget(
      database, registers: registers, sirens: Set(sirets.compactMap { UInt64($0).map { $0 / 100_000 } }))
    var results: [(file: ReferenceFile, tallies: [Register: Tally])] = []
    switch unit.content {
    case .tables(let parts):
      for (file, layout, header) in parts {
        try TableImport.run(file.input, layout, header, into: target) { follower.follow(file, $0) }
        results.append((file, target.takeTallies()))
      }
    case .fiches(let file, let register):
      try FicheImport.run(file.input, of: register, into: target) { follower.follow(file, $0) }
      results.append((file, target.takeTallies()))
    case .list(let file, let layout):
      try ListImport.run(file.input, layout, into: target) { follower.follow(file, $0) }
      results.append((file, target.takeTallies()))
    }
    follower.lastTally = results[0].tallies.values.reduce(Tally()) { $0 + $1 }
    let kept = registers.filter { results[0].tallies[$0]?.kept ?? 0 > 0 }
    let last = unit.dayFrom == .file ? PartialDate(iso: target.lastDay) : nil
    return try results.flatMap { file, tallies in
      try kept.sorted().compactMap { register in
        try tallies[register].map {
          try ReferenceSource(register, file, unit, $0, day: last ?? unit.day, isFromContent: last != nil, today)
        }
      }
    }
  }
}

extension ReferenceSource {
  fileprivate init(
    _ register: Register, _ file: ReferenceFile, _ unit: ImportUnit, _ tally: Tally, day: PartialDate,
    isFromContent: Bool, _ today: PartialDate
  ) throws(ReferenceError) {
    self.init(
      register: register, file: file.download.name, member: file.name, sha256: try file.download.sha256(), day: day,
      dayFrom: isFromContent ? .content : unit.dayFrom, hasStates: unit.hasStates, imported: today, read: tally.read,
      kept: tally.kept,
      refused: tally.refused)
  }
}

/// Adds up how much has been read of all files.
private final class ImportFollower {
  var lastTally = Tally()
  private let total: Int?
  private let progress: (ReferenceImport.Progress) -> Void
  private var done = 0
  private var current: (name: String, bytes: Int) = ("", 0)

  init(_ plan: ImportPlan, _ progress: @escaping (ReferenceImport.Progress) -> Void) {
    let sizes = plan.units.flatMap { $0.unit.files.map(\.size) }
    total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
    self.progress = progress
  }

  func follow(_ file: ReferenceFile, _ bytes: Int) {
    if current.name != file.input.name { done += current.bytes }
    current = (file.input.name, bytes)
    progress(ReferenceImport.Progress(file: file.name, bytesRead: done + bytes, total: total))
  }
}
