import LheoModel

/// An element or attribute of LHEO, wherever in the offer it is: which action or session it belongs to is not said.
public struct FieldPlace: Sendable, Hashable {
  /// The path without numbers, in the form of column paths, such as `action/session/periode/debut` or
  /// `action/session/@datemaj`.
  public let path: String
  /// The French name.
  public let label: String
  /// The element, or the one that the attribute belongs to.
  public let element: Element

  /// The offer itself.
  static let offer = FieldPlace(path: "", label: Element.formation.label, element: .formation)

  /// The place of a child. What LHEO does not foresee there belongs to the element around it, so that there are as many
  /// places as the schema has, whatever a feed holds.
  func child(_ view: ElementView) -> FieldPlace {
    guard let child = view.element, LheoSchema.parents[child]?.contains(element) == true else { return self }
    return FieldPlace(path: path.isEmpty ? child.name : "\(path)/\(child.name)", label: child.label, element: child)
  }

  /// The place of an attribute, if the schema knows it there.
  func attribute(_ name: ContentName) -> FieldPlace {
    guard name.namespace.isEmpty, element.definition.attributes.contains(where: { $0.name == name.localName }) else {
      return named
    }
    return FieldPlace(path: "\(named.path)/@\(name.localName)", label: "\(label) (\(name.localName))", element: element)
  }

  /// The place, by a name that the offer itself has too.
  var named: FieldPlace { path.isEmpty ? FieldPlace(path: element.name, label: label, element: element) : self }
}
