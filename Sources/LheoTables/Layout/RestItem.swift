import LheoModel

/// A part of the element of a row, or around it, that may have no column.
struct RestItem {
  enum Kind {
    case text
    case attribute(Int)
    case prefix
    case order
    /// A child that usually is there.
    case absent(UInt16)
  }

  /// The element, by its place in the buffer.
  let index: Int
  let kind: Kind
  /// The home of the text or attribute; -1 for none.
  let home: Int
}

/// The element of a row, or what is around rows and belongs to the first of them.
struct RestRegion {
  /// The table, by its number in `Table.all`; -1 beside offers.
  let table: Int
  let row: Int
  let base: Int

  var isContainer: Bool { row != base }
}

extension RestRows {
  /// Adds a part.
  ///
  /// - Parameter bodyColumn: the column of `organismes` that may hold it; -1 for none.
  mutating func append(_ item: RestItem, of region: RestRegion, _ root: ElementView, bodyColumn: Int) {
    let view = ElementView(storage: root.storage, index: item.index)
    if region.table >= 0 { RowIdentifier.append(ElementView(storage: root.storage, index: region.row), to: &bytes) }
    let identifierEnd = bytes.count
    if region.isContainer { bytes += RestPath.up.utf8 }
    let start = bytes.count
    RestPath.append(from: region.base, to: view, to: &bytes)
    append(item.kind, of: view, hasSteps: bytes.count > start)
    let pathEnd = bytes.count
    append(valueOf: item.kind, of: view)
    parts.append(
      Part(
        table: region.table, identifierEnd: identifierEnd, pathEnd: pathEnd, valueEnd: bytes.count,
        bodyColumn: bodyColumn))
  }

  /// Adds the end of a path.
  private mutating func append(_ kind: RestItem.Kind, of view: ElementView, hasSteps: Bool) {
    if case .text = kind {
      if !hasSteps { bytes += RestPath.text.utf8 }
      return
    }
    if hasSteps { bytes.append(UInt8(ascii: "/")) }
    switch kind {
    case .text: break
    case .attribute(let number):
      RestPath.append(view.storage.pointee.attributeName(view.attributeNode(number).code), to: &bytes)
    case .prefix: bytes += RestPath.prefix.utf8
    case .order: bytes += RestPath.order.utf8
    case .absent(let code): bytes += "\(Element(rawValue: code).name)/\(RestPath.absent)".utf8
    }
  }

  private mutating func append(valueOf kind: RestItem.Kind, of view: ElementView) {
    switch kind {
    case .text: bytes += view.utf8
    case .attribute(let number): bytes += view.value(view.attributeNode(number))
    case .prefix: bytes += view.name.prefix.utf8
    case .order:
      for (number, child) in view.children.enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: "/")) }
        RestPath.appendName(of: child, to: &bytes)
      }
    case .absent: break
    }
  }
}
