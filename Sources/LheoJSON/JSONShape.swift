import LheoModel

/// The JSON shape of an element, that of the default converter of Python's xmlschema: element names as keys, `@name`
/// for attributes, `$` for text beside attributes, lists for what may repeat, numbers for whole numbers, `null` for
/// nothing at all.
enum JSONShape {
  /// The key of text beside attributes or children.
  static let textKey = "$"
}

extension ElementView {
  /// The name as JSON has it: LHEO's names have no prefix.
  var jsonName: QualifiedName {
    let name = self.name
    return code == ElementStorage.foreign
      ? name : QualifiedName(localName: name.localName, namespace: LheoSchema.namespace)
  }

  /// The children of one name together, in the order in which the names first occur; runs of text are left out.
  var groupedChildren: [[ElementView]] {
    var groups: [[ElementView]] = []
    var numbers: [UInt64: Int] = [:]
    for child in children where !child.isText {
      let name = child.node.nameKey
      if let number = numbers[name] {
        groups[number].append(child)
      } else {
        numbers[name] = groups.count
        groups.append([child])
      }
    }
    return groups
  }

  /// The text as JSON has it: a code or date without white space around it.
  var jsonText: UnsafeBufferPointer<UInt8> {
    guard let element else { return utf8 }
    switch element.definition.content {
    case .code, .date, .number: return utf8.trimmed
    default: return utf8
    }
  }

  /// The whole number the element holds, if it is one whose content is a whole number.
  var jsonNumber: Int? {
    guard let element, case .number = element.definition.content else { return nil }
    return Int(String(decoding: utf8.trimmed, as: UTF8.self))
  }
}
