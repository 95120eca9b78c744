import LheoModel

/// The way from a row's element to a part of it, as text: `periode/debut/@id`, `ligne[2]`, `../@info`.
///
/// Steps are names of LHEO; another name has its namespace in front, as in XPath: `Q{urn:rco}rco:b`. At the end may stand
/// `@name`, `text()` for text among elements, `prefixe()`, `ordre()` for children in another order than the schema's, and
/// `absent()` for what offers usually have.
enum RestPath {
  static let text = "text()"
  static let prefix = "prefixe()"
  static let order = "ordre()"
  static let absent = "absent()"
  /// The way up to what is around the row.
  static let up = "../"

  /// Appends the way from an element to one inside it.
  static func append(from base: Int, to view: ElementView, to bytes: inout [UInt8]) {
    if view.index == base { return }
    guard let parent = view.parent else { return }
    append(from: base, to: parent, to: &bytes)
    if parent.index != base { bytes.append(UInt8(ascii: "/")) }
    appendName(of: view, to: &bytes)
    let number = view.number
    if number > 1 || view.isText {
      bytes.append(UInt8(ascii: "["))
      bytes += String(number).utf8
      bytes.append(UInt8(ascii: "]"))
    }
  }

  /// Appends the name of an element; LHEO's have none but their own.
  static func appendName(of view: ElementView, to bytes: inout [UInt8]) {
    if view.isText {
      bytes += text.utf8
    } else if let element = view.element {
      bytes += element.name.utf8
    } else {
      append(view.name, to: &bytes)
    }
  }

  /// Appends a name with its namespace.
  static func append(_ name: QualifiedName, to bytes: inout [UInt8]) {
    bytes += "Q{".utf8
    for byte in name.namespace.utf8 {
      bytes.append(byte)
      // A brace that does not end the namespace.
      if byte == UInt8(ascii: "}") { bytes.append(byte) }
    }
    bytes.append(UInt8(ascii: "}"))
    bytes += name.description.utf8
  }

  /// Appends the name of an attribute.
  static func append(_ name: AttributeName, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "@"))
    switch name {
    case .known(let known): bytes += known.name.utf8
    case .other(let other):
      if other.declaredPrefix != nil { bytes += other.description.utf8 } else { append(other, to: &bytes) }
    }
  }
}
