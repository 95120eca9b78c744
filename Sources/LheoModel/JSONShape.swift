/// The JSON shape of an element, that of the default converter of Python's xmlschema: element names as keys, `@name`
/// for attributes, `$` for text beside attributes, lists for what may repeat, numbers for whole numbers, `null` for
/// nothing at all.
package enum JSONShape {
  /// The key of text beside attributes or children.
  package static let textKey = "$"

  /// Whether a child may repeat in its parent, and so is a list.
  package static func isList(_ child: UInt16, in parent: UInt16) -> Bool {
    guard parent > 0, child > 0, Int(parent) <= Element.count, Int(child) <= Element.count else { return true }
    return lists[Int(parent) * (Element.count + 1) + Int(child)]
  }

  private static let lists: [Bool] = {
    let width = Element.count + 1
    var lists = [Bool](repeating: true, count: width * width)
    for definition in LheoSchema.definitions {
      for particle in definition.particles where particle.maximum == 1 {
        lists[Int(definition.element.rawValue) * width + Int(particle.element.rawValue)] = false
      }
    }
    return lists
  }()
}

extension ElementView {
  /// The name as JSON has it: LHEO's names have no prefix.
  package var jsonName: QualifiedName {
    let name = self.name
    return code == ElementStorage.foreign
      ? name : QualifiedName(localName: name.localName, namespace: LheoSchema.namespace)
  }

  /// The children of one name together, in the order in which the names first occur; runs of text are left out.
  package var groupedChildren: [[ElementView]] {
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
  package var jsonText: UnsafeBufferPointer<UInt8> {
    guard let element else { return utf8 }
    switch element.definition.content {
    case .code, .date, .number: return utf8.trimmed
    default: return utf8
    }
  }

  /// The whole number the element holds, if it is one whose content is a whole number.
  package var jsonNumber: Int? {
    guard let element, case .number = element.definition.content else { return nil }
    return Int(String(decoding: utf8.trimmed, as: UTF8.self))
  }
}
