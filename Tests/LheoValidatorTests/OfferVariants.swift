import LheoModel
import LheoParser

/// An offer of which one thing at a time can be changed. Nobody changes the buffer any more.
struct OfferVariants: @unchecked Sendable {
  /// What is changed in an element.
  enum Change {
    case text(String)
    case attribute(KnownAttribute, String)
    case dropped
    case doubled
  }

  private let original = ElementBuffer()

  init(_ formation: Formation) { formation.encode(into: original) }

  /// The elements below the offer, by index.
  var elements: [ElementView] {
    var found: [ElementView] = []
    func visit(_ view: ElementView) {
      for child in view.children where child.element != nil {
        found.append(child)
        visit(child)
      }
    }
    visit(original.root)
    return found
  }

  var root: ElementView { original.root }

  /// The offer with a change in an element.
  func with(_ change: Change?, at index: Int) -> ElementBuffer {
    let buffer = ElementBuffer()
    copy(original.root, into: buffer, change, at: index)
    buffer.numberElements()
    return buffer
  }

  private func copy(_ view: ElementView, into buffer: ElementBuffer, _ change: Change?, at index: Int) {
    guard let element = view.element else { return buffer.append(view.content) }
    var details = view.details
    var text = view.text
    if let change, view.index == index {
      switch change {
      case .text(let new): text = new
      case .attribute(let attribute, let value):
        let others = details.attributes.filter { $0.name != .known(attribute) }
        details = ElementDetails(attributes: others + (value.isEmpty ? [] : [Attribute(.known(attribute), value)]))
      case .dropped: return
      case .doubled: copy(view, into: buffer, nil, at: index)
      }
    }
    buffer.begin(element, details)
    if !text.isEmpty { buffer.text(text) }
    for child in view.children { copy(child, into: buffer, change, at: index) }
    buffer.end()
  }
}
