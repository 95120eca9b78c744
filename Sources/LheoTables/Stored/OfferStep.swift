import LheoModel

/// A step on the way from a row's element to a part of it.
struct OfferStep {
  /// The name of an element, or of text among elements.
  enum Name: Hashable {
    /// An element of LHEO, or text, by its code in a buffer.
    case known(UInt16)
    case foreign(QualifiedName)
  }

  let name: Name
  /// The number among the siblings of that name.
  let number: Int
}

/// The way from a row's element to a part, and what is there. See `RestPath`.
struct OfferPath {
  enum End {
    case text
    case attribute(AttributeName)
    case prefix
    case order
    /// The last step is not there.
    case absent
  }

  /// Whether it starts at what is around the row.
  var isOfContainer = false
  var steps: [OfferStep] = []
  var end = End.text

  /// Deeper than any feed that the parser reads.
  private static let maximumStepCount = 256

  /// Reads a path; `nil` if it is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    if rest.starts(with: RestPath.up.utf8) {
      isOfContainer = true
      rest = rest.dropFirst(RestPath.up.utf8.count)
    }
    let parts = Self.split(rest)
    guard parts.count <= Self.maximumStepCount else { return nil }
    for (number, part) in parts.enumerated() {
      guard number < parts.count - 1 || !readEnd(part) else { return }
      guard let step = OfferStep(part) else { return nil }
      steps.append(step)
    }
  }

  /// Reads what is no step; whether it is that.
  private mutating func readEnd(_ part: ArraySlice<UInt8>) -> Bool {
    if part.first == UInt8(ascii: "@") {
      guard let name = AttributeName(restPath: part.dropFirst()) else { return false }
      end = .attribute(name)
    } else if part.elementsEqual(RestPath.prefix.utf8) {
      end = .prefix
    } else if part.elementsEqual(RestPath.order.utf8) {
      end = .order
    } else if part.elementsEqual(RestPath.absent.utf8) {
      end = .absent
    } else {
      // Without a number it is the text before all children.
      return part.elementsEqual(RestPath.text.utf8)
    }
    return true
  }

  /// Splits at slashes outside namespaces.
  static func split(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "{") {
        index = Self.end(ofNamespaceAt: index, in: bytes)
      } else {
        if bytes[index] == UInt8(ascii: "/") {
          parts.append(bytes[start..<index])
          start = index + 1
        }
        index += 1
      }
    }
    if start < bytes.endIndex { parts.append(bytes[start...]) }
    return parts
  }

  /// The place behind the brace that closes a namespace.
  fileprivate static func end(ofNamespaceAt open: Int, in bytes: ArraySlice<UInt8>) -> Int {
    var index = open + 1
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "}") {
        guard index + 1 < bytes.endIndex, bytes[index + 1] == UInt8(ascii: "}") else { return index + 1 }
        index += 1
      }
      index += 1
    }
    return bytes.endIndex
  }
}

extension OfferStep {
  /// Reads `ligne[2]`.
  fileprivate init?(_ bytes: ArraySlice<UInt8>) {
    var name = bytes
    var number = 1
    if bytes.last == UInt8(ascii: "]"), let open = bytes.lastIndex(of: UInt8(ascii: "[")) {
      guard let found = Int(String(decoding: bytes[(open + 1)...].dropLast(), as: UTF8.self)), found > 0 else {
        return nil
      }
      number = found
      name = bytes[..<open]
    }
    guard let name = Name(name) else { return nil }
    self.init(name: name, number: number)
  }
}

extension OfferStep.Name {
  /// Reads a name.
  init?(_ bytes: ArraySlice<UInt8>) {
    if bytes.elementsEqual(RestPath.text.utf8) {
      self = .known(ElementStorage.text)
    } else if let foreign = QualifiedName(restPath: bytes) {
      self = .foreign(foreign)
    } else if let element = Element(name: String(decoding: bytes, as: UTF8.self)) {
      self = .known(element.rawValue)
    } else {
      return nil
    }
  }
}

extension QualifiedName {
  /// Reads `Q{urn:rco}rco:b`.
  fileprivate init?(restPath bytes: ArraySlice<UInt8>) {
    guard bytes.starts(with: "Q{".utf8) else { return nil }
    let end = OfferPath.end(ofNamespaceAt: bytes.startIndex + 1, in: bytes)
    guard end < bytes.endIndex else { return nil }
    self.init(String(decoding: bytes[end...], as: UTF8.self))
    namespace = String(decoding: bytes[(bytes.startIndex + 2)..<(end - 1)], as: UTF8.self).replacing("}}", with: "}")
    guard isWellFormed else { return nil }
  }
}

extension AttributeName {
  fileprivate init?(restPath bytes: ArraySlice<UInt8>) {
    if let foreign = QualifiedName(restPath: bytes) {
      self = .other(foreign)
    } else {
      self.init(String(decoding: bytes, as: UTF8.self))
      if case .other(let name) = self, !name.isWellFormed { return nil }
    }
  }
}
