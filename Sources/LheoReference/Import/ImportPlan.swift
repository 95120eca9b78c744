import LheoModel
import LheoRegisters

/// Files that are imported together: one, or those of an export.
struct ImportUnit {
  enum Content {
    case tables([(ReferenceFile, TableLayout, TableHeader)])
    case fiches(ReferenceFile, Register)
    case list(ReferenceFile, ListLayout)
  }

  let content: Content
  /// What it may hold.
  let registers: [Register]
  let day: PartialDate
  let dayFrom: ReferenceSource.DayFrom

  /// Its files, the main one first.
  var files: [ReferenceFile] {
    switch content {
    case .tables(let parts): parts.map(\.0)
    case .fiches(let file, _), .list(let file, _): [file]
    }
  }

  var file: ReferenceFile { files[0] }

  /// Whether it says of each partner whether the habilitation is in force.
  var hasStates: Bool { if case .fiches = content { true } else { false } }
}

/// Which files are imported, and for which registers.
struct ImportPlan {
  private(set) var units: [(unit: ImportUnit, registers: Set<Register>)] = []
  private(set) var skipped: [SkippedFile] = []

  /// Recognises files.
  ///
  /// - Throws: `ReferenceError` where a file that somebody named is none of a register, lacks columns, or cannot be
  ///   read; and where nothing can be imported.
  init(_ files: [ReferenceFile], there: [ReferenceSource], today: PartialDate) throws(ReferenceError) {
    var found: [ImportUnit] = []
    var exports: [(container: String, parts: [(ReferenceFile, TableLayout, TableHeader)])] = []
    var incomplete: [(ReferenceFile, TableLayout, [String])] = []
    for file in files {
      switch try FileContent(of: file) {
      case .table(let layout, let header) where layout.part != .whole:
        let container = layout.part == .piece ? layout.name.english : file.container
        let index = exports.firstIndex { $0.container == container } ?? exports.endIndex
        if index == exports.endIndex { exports.append((container, [])) }
        exports[index].parts.insert((file, layout, header), at: layout.part == .main ? 0 : exports[index].parts.count)
      case .table(let layout, let header):
        found.append(ImportUnit(.tables([(file, layout, header)]), layout.registers, among: files, today: today))
      case .fiches(let register):
        found.append(ImportUnit(.fiches(file, register), [register], among: files, today: today))
      case .list(let layout):
        found.append(ImportUnit(.list(file, layout), [layout.register], among: files, today: today))
      case .incomplete(let layout, let missing): incomplete.append((file, layout, missing))
      case .unknown(let columns):
        if file.isNamed { throw ReferenceError(.unknown(columns: columns), file: file.input.name) }
        skipped.append(SkippedFile(file, .unknown))
      }
    }
    for (_, parts) in exports {
      guard parts[0].1.part != .detail else {
        throw ReferenceError(.missingPart("Standard", of: .rncp), file: parts[0].0.input.name)
      }
      found.append(ImportUnit(.tables(parts), parts[0].1.registers, among: files, today: today))
    }
    for (file, layout, missing) in incomplete {
      // Other lists of the same archive may have some of the columns.
      guard !file.isNamed, found.contains(where: { $0.holds(layout, from: file.container) }) else {
        throw ReferenceError(.missingColumns(missing, of: layout.name), file: file.input.name)
      }
      skipped.append(SkippedFile(file, .unknown))
    }
    if found.isEmpty { throw ReferenceError(.nothingToImport, file: files.first?.container ?? "-") }
    choose(found, there: there)
  }

  /// Gives each register to the newest of the units that hold it.
  private mutating func choose(_ found: [ImportUnit], there: [ReferenceSource]) {
    var chosen: [Register: Int] = [:]
    for (index, unit) in found.enumerated() {
      for register in unit.registers {
        if let other = chosen[register], found[other].isPreferred(to: unit) { continue }
        let states = there.first { $0.register == register && $0.hasStates }
        if !unit.hasStates, let states, !states.day.isOlder(than: unit.day) { continue }
        chosen[register] = index
      }
    }
    for (index, unit) in found.enumerated() {
      let registers = Set(chosen.filter { $0.value == index }.keys)
      if registers.isEmpty {
        skipped.append(SkippedFile(unit.file, .betterIsThere))
      } else {
        units.append((unit, registers))
      }
    }
  }
}

extension ImportUnit {
  fileprivate init(
    _ content: Content, _ registers: [Register], among files: [ReferenceFile], today: PartialDate
  ) {
    self.content = content
    self.registers = registers
    let file =
      switch content {
      case .tables(let parts): parts[0].0
      case .fiches(let file, _), .list(let file, _): file
      }
    let named = PartialDate(inFileName: file.name) ?? PartialDate(inFileName: file.download.name)
    if let day = registers == [.rome] ? Self.publication(beside: file, among: files) : nil {
      (self.day, dayFrom) = (day, .content)
    } else if let named {
      (day, dayFrom) = (named, .name)
    } else {
      (day, dayFrom) = (file.modified ?? today, .file)
    }
  }

  /// The day that the file `version.txt` of ROME says.
  private static func publication(beside file: ReferenceFile, among files: [ReferenceFile]) -> PartialDate? {
    guard let version = files.first(where: { $0.container == file.container && $0.name == "version.txt" }),
      let bytes = try? version.input.bytes()
    else { return nil }
    let days = String(registerText: bytes).split { !("0"..."9" ~= $0 || $0 == "/") }
    return days.compactMap { PartialDate(register: String($0)) }.max { $0.isOlder(than: $1) }
  }

  /// Whether another unit does not take its place: it is newer, or says more on the same day.
  fileprivate func isPreferred(to later: ImportUnit) -> Bool {
    if hasStates != later.hasStates { return hasStates ? !day.isOlder(than: later.day) : later.day.isOlder(than: day) }
    return later.day.isOlder(than: day)
  }

  fileprivate func holds(_ layout: TableLayout, from container: String) -> Bool {
    guard case .tables(let parts) = content else { return false }
    return parts.contains { $0.0.container == container && $0.1.name == layout.name }
  }
}

/// A file that has been looked at and is not imported.
public struct SkippedFile: Sendable, Equatable {
  /// Why.
  public enum Reason: String, Sendable {
    /// It is none of a register, but stands beside files that are.
    case unknown
    /// There is a newer file of the same register, or one of the same day that says more.
    case betterIsThere
  }

  /// The name of the file.
  public let file: String
  /// Why.
  public let reason: Reason

  init(_ file: ReferenceFile, _ reason: Reason) {
    self.file = file.input.name
    self.reason = reason
  }
}
