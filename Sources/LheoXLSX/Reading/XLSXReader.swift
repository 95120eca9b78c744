import LheoModel
import LheoParser

/// Reads the cells of an Excel workbook (.xlsx), row by row, as Excel, LibreOffice and others write it.
///
/// A workbook is a zip archive of XML. Its parts are read as they come, so memory does not grow with them; texts that cells
/// share wait on disk where they are many. Document types and entities are refused, and so is what exceeds the limits.
///
/// ```swift
/// let reader = try XLSXReader(.file("sessions.xlsx"))
/// for sheet in reader.sheets where !sheet.isHidden {
///   try reader.forEachRow(of: sheet) { row in
///     for cell in row.cells { print(sheet.name, cell.reference, cell.value) }
///   }
/// }
/// ```
public final class XLSXReader {
  /// A sheet of a workbook.
  public struct Sheet: Sendable, Hashable {
    /// Its name, as its tab shows it.
    public let name: String
    /// Whether people do not see it.
    public let isHidden: Bool
    let part: String
  }

  /// The sheets with cells, in the order of their tabs.
  public private(set) var sheets: [Sheet] = []

  private let name: String
  private let limits: XLSXReadLimits
  private let parts: [String: FeedInput]
  private var startsIn1904 = false
  private var texts: XLSXSharedTexts
  private var isDate: [Bool] = []
  private var isPercent: [Bool] = []

  /// Opens a workbook. One that comes through a pipe is kept on disk.
  ///
  /// - Parameters:
  ///   - input: the workbook.
  ///   - limits: what it may ask for.
  /// - Throws: `XLSXReadError`, or `FeedError` where the file cannot be read.
  public init(_ input: FeedInput, limits: XLSXReadLimits = XLSXReadLimits()) throws {
    name = input.name
    self.limits = limits
    texts = XLSXSharedTexts(limits)
    parts = try Self.parts(of: input)
    let main = try mainPart()
    let book = XLSXBookPart(limits)
    try read(main, book)
    startsIn1904 = book.startsIn1904
    let related = try relations(of: main)
    for (name, isHidden, relation) in book.sheets {
      guard let target = related.first(where: { $0.id == relation }), target.type.hasSuffix("/worksheet") else {
        continue
      }
      sheets.append(Sheet(name: name, isHidden: isHidden, part: target.part))
    }
    if let shared = related.first(where: { $0.type.hasSuffix("/sharedStrings") }) { try read(shared.part, texts) }
    if let part = related.first(where: { $0.type.hasSuffix("/styles") })?.part {
      let styles = XLSXNumberStyles(limit: limits.itemCount)
      try read(part, styles)
      isDate = styles.isDate
      isPercent = styles.isPercent
    }
  }

  /// Whether bytes are the first ones of an Excel workbook, or of what is one in another form: a zip archive, or the old
  /// format, in which those with a password are, too. What it is is said when it is opened.
  ///
  /// - Parameter start: the first four bytes, or more.
  /// - Returns: whether they are.
  public static func startsLikeWorkbook(_ start: some Collection<UInt8>) -> Bool {
    start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: oldFormat)
  }

  private static let oldFormat: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  /// Calls `body` with each row that has a cell, in the order of the sheet. The value of a range of merged cells is also
  /// that of the cells below its first one.
  ///
  /// - Parameters:
  ///   - sheet: one of `sheets`.
  ///   - body: takes a row; what it throws ends the reading.
  /// - Throws: `XLSXReadError`, `FeedError`, or what `body` throws.
  public func forEachRow(of sheet: Sheet, _ body: @escaping (XLSXRow) throws -> Void) throws {
    // What is merged stands behind the cells.
    let merged = XLSXMergedCells(limit: limits.itemCount)
    try read(sheet.part, merged)
    let values = XLSXValues(texts: texts, isDate: isDate, isPercent: isPercent, startsIn1904: startsIn1904)
    try read(sheet.part, XLSXRows(values, merged.ranges, textSize: limits.textSize, body))
  }
}

extension XLSXReader {
  // MARK: Parts

  /// The parts by name, which does not depend on capital letters.
  private static func parts(of input: FeedInput) throws -> [String: FeedInput] {
    var parts: [String: FeedInput] = [:]
    if try input.start(4).starts(with: oldFormat) {
      throw XLSXReadError(
        file: input.name,
        problem: .notAWorkbook(
          Text(
            "ce classeur est protégé par un mot de passe, ou dans l'ancien format .xls. Enregistrez-le au format .xlsx, sans mot de passe.",
            "this workbook is protected by a password, or in the old format .xls. Save it as .xlsx, without a password."
          )))
    }
    for member in try ZipArchive.members(of: input) {
      let key = member.name.lowercased()
      if parts.updateValue(member.input, forKey: key) != nil {
        throw XLSXReadError(
          file: input.name,
          problem: .corrupt(part: member.name, line: 0, reason: Text("il y est deux fois", "the part is there twice")))
      }
    }
    if parts["content.xml"] != nil, parts["mimetype"] != nil {
      throw XLSXReadError(
        file: input.name,
        problem: .notAWorkbook(
          Text(
            "ce classeur est au format OpenDocument. Enregistrez-le au format .xlsx.",
            "this is an OpenDocument spreadsheet. Save it as .xlsx.")))
    }
    if parts["[content_types].xml"] == nil, parts["xl/workbook.xml"] == nil {
      throw XLSXReadError(
        file: input.name,
        problem: .notAWorkbook(
          Text("cette archive zip n'est pas un classeur.", "this zip archive is not a workbook.")))
    }
    return parts
  }

  private func mainPart() throws -> String {
    let root = parts["_rels/.rels"] == nil ? [] : try relations(of: "")
    let main = root.first { $0.type.hasSuffix("/officeDocument") }?.part ?? "xl/workbook.xml"
    guard parts[main.lowercased()] != nil else { throw XLSXReadError(file: name, problem: .missing(part: main)) }
    return main
  }

  /// What a part refers to.
  private func relations(of part: String) throws -> [XLSXRelations.Relation] {
    let slash = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let list = "\(part[..<slash])_rels/\(part[slash...]).rels"
    if parts[list.lowercased()] == nil { return [] }
    let relations = XLSXRelations(folder: String(part[..<slash]), limit: limits.itemCount)
    try read(list, relations)
    return relations.all
  }

  private func read(_ part: String, _ reader: any XLSXPartReader) throws {
    guard let input = parts[part.lowercased()] else {
      throw XLSXReadError(file: name, problem: .missing(part: part))
    }
    let markup = XLSXMarkup(reader)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    do {
      let source = try input.openStored()
      var size = 0
      while true {
        let count = try source.read(into: buffer)
        size += count
        if size > limits.partSize {
          throw XLSXPartProblem.problem(
            .tooLarge(
              part: part, limit: Text("plus de \(limits.partSize) octets", "more than \(limits.partSize) bytes")))
        }
        try markup.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), isLast: count == 0)
        if count == 0 { return }
      }
    } catch let problem as FeedError.Problem {
      throw FeedError(problem, file: input.name)
    } catch let problem as XLSXPartProblem {
      switch problem {
      case .stopped(let error): throw error
      case .problem(let problem): throw XLSXReadError(file: name, problem: problem)
      case .corrupt(let reason):
        throw XLSXReadError(file: name, problem: .corrupt(part: part, line: markup.line, reason: reason))
      }
    }
  }
}

/// The list of sheets.
private final class XLSXBookPart: XLSXPartReader {
  private let limit: Int
  private(set) var sheets: [(name: String, isHidden: Bool, relation: String)] = []
  private(set) var startsIn1904 = false

  init(_ limits: XLSXReadLimits) { limit = limits.itemCount }

  func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(XLSXPartProblem) {
    switch name {
    case .workbookPr: startsIn1904 = ["1", "true", "on"].contains(attributes.text("date1904") ?? "")
    case .sheet:
      if sheets.count >= limit { throw .problem(.tooManyItems("sheets", limit)) }
      sheets.append(
        (
          attributes.text("name") ?? "", ["hidden", "veryHidden"].contains(attributes.text("state") ?? ""),
          attributes.text("id", isRelated: true) ?? ""
        ))
    default: break
    }
  }

  func add(_ text: UnsafeBufferPointer<UInt8>) {}
  func end(_ name: XLSXName) {}
}

/// What a part refers to inside of the workbook.
private final class XLSXRelations: XLSXPartReader {
  struct Relation {
    let id: String
    let type: String
    let part: String
  }

  private let folder: String
  private let limit: Int
  private(set) var all: [Relation] = []

  init(folder: String, limit: Int) {
    self.folder = folder
    self.limit = limit
  }

  func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(XLSXPartProblem) {
    guard name == .relationship, attributes.text("TargetMode") != "External", let id = attributes.text("Id"),
      let type = attributes.text("Type"), let target = attributes.text("Target")
    else { return }
    if all.count >= limit { throw .problem(.tooManyItems("relationships", limit)) }
    all.append(Relation(id: id, type: type, part: path(to: target)))
  }

  /// A name of a part in the archive: nothing is looked for elsewhere.
  private func path(to target: String) -> String {
    var steps: [Substring] = []
    let whole = target.hasPrefix("/") ? target : folder + target
    for step in whole.split(separator: "/") {
      if step == ".." { _ = steps.popLast() } else if step != "." { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }

  func add(_ text: UnsafeBufferPointer<UInt8>) {}
  func end(_ name: XLSXName) {}
}
