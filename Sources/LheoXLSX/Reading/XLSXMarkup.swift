import CLibXML2
import LheoModel
import LheoParser

/// An element of a part of a workbook, as far as the reader knows it.
enum XLSXName: String, CaseIterable {
  case sheet, workbookPr, relationship = "Relationship", numFmt, cellXfs, xf, si, t, rPh, row, c, v, f
  case inline = "is", mergeCell
  case other
}

/// What is read from a part.
protocol XLSXPartReader: AnyObject {
  /// An element begins.
  func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(XLSXPartProblem)
  /// Text in the innermost element.
  func add(_ text: UnsafeBufferPointer<UInt8>) throws(XLSXPartProblem)
  /// An element ends.
  func end(_ name: XLSXName) throws(XLSXPartProblem)
}

/// Why a part cannot be read.
enum XLSXPartProblem: Error {
  case corrupt(Text)
  case problem(XLSXReadError.Problem)
  /// Whoever takes the rows has had enough.
  case stopped(any Error)
}

/// The attributes of an element.
struct XLSXAttributes {
  fileprivate let values: UnsafeBufferPointer<UnsafePointer<xmlChar>?>

  /// The bytes of an attribute, which are there as long as the element is being started.
  ///
  /// - Parameter isRelated: whether it must be one of the relationships between parts.
  func bytes(_ name: StaticString, isRelated: Bool = false) -> UnsafeBufferPointer<UInt8>? {
    for index in 0..<values.count / 5 {
      let entry = values.baseAddress! + index * 5
      guard let local = entry[0], (entry[1] != nil) == isRelated, Self.isEqual(local, name), let start = entry[3],
        let end = entry[4]
      else { continue }
      return UnsafeBufferPointer(start: start, count: end - start)
    }
    return nil
  }

  func text(_ name: StaticString, isRelated: Bool = false) -> String? {
    bytes(name, isRelated: isRelated).map { String(decoding: $0, as: UTF8.self) }
  }

  func number(_ name: StaticString) -> Int? { text(name).flatMap { Int($0) } }

  private static func isEqual(_ name: UnsafePointer<xmlChar>, _ other: StaticString) -> Bool {
    for index in 0..<other.utf8CodeUnitCount where name[index] != other.utf8Start[index] { return false }
    return name[other.utf8CodeUnitCount] == 0
  }
}

/// Hands the elements of a part to its reader.
final class XLSXMarkup: MarkupReceiver {
  /// The namespaces of what the reader knows, that of today and the strict one: they end so.
  private static let namespaces = ["/main", "/relationships"]

  private let reader: any XLSXPartReader
  private lazy var parser = MarkupParser(self)
  private var names: [UnsafePointer<xmlChar>: XLSXName] = [:]
  private var open: [XLSXName] = []
  private var problem: XLSXPartProblem?
  /// The line of what is wrong.
  private(set) var line = 0

  init(_ reader: any XLSXPartReader) { self.reader = reader }

  /// Takes the next bytes, or, without any, the end.
  func take(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(XLSXPartProblem) {
    do throws(MarkupMistake) {
      try parser.take(bytes, isLast: isLast)
    } catch {
      line = error.line
      throw .corrupt(error.reason)
    }
    if let problem { throw problem }
  }

  private func handOver(_ work: () throws(XLSXPartProblem) -> Void) {
    do throws(XLSXPartProblem) {
      try work()
    } catch {
      problem = error
      line = parser.line
      parser.stop()
    }
  }

  func start(
    _ name: UnsafePointer<xmlChar>, in namespace: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeBufferPointer<UnsafePointer<xmlChar>?>
  ) {
    let known = names[name] ?? self.name(name, in: namespace)
    names[name] = known
    open.append(known)
    handOver { () throws(XLSXPartProblem) in try reader.start(known, XLSXAttributes(values: attributes)) }
  }

  private func name(_ name: UnsafePointer<xmlChar>, in namespace: UnsafePointer<xmlChar>?) -> XLSXName {
    let namespace = namespace.map { String(decodingCString: $0, as: UTF8.self) } ?? ""
    guard Self.namespaces.contains(where: namespace.hasSuffix) else { return .other }
    return XLSXName(rawValue: String(decodingCString: name, as: UTF8.self)) ?? .other
  }

  func add(_ text: UnsafeBufferPointer<UInt8>) {
    handOver { () throws(XLSXPartProblem) in try reader.add(text) }
  }

  func end() {
    guard let name = open.popLast() else { return }
    handOver { () throws(XLSXPartProblem) in try reader.end(name) }
  }
}
