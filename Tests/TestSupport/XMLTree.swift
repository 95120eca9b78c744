/// A piece of XML that can be changed.
public indirect enum XMLNode: Sendable {
  case element(XMLTree)
  case text(String)
  /// Written as it is: comments, processing instructions, CDATA sections.
  case markup(String)
}

/// An element that can be changed.
public struct XMLTree: Sendable {
  /// The name, with its prefix.
  public var name: String
  /// The attributes, in order.
  public var attributes: [(name: String, value: String)] = []
  /// What is inside, in order.
  public var children: [XMLNode] = []

  /// An element.
  public init(name: String, attributes: [(name: String, value: String)] = [], children: [XMLNode] = []) {
    self.name = name
    self.attributes = attributes
    self.children = children
  }

  /// The value of an attribute.
  public subscript(attribute: String) -> String? {
    get { attributes.first { $0.name == attribute }?.value }
    set {
      attributes.removeAll { $0.name == attribute }
      if let newValue { attributes.append((attribute, newValue)) }
    }
  }

  /// The name without its prefix.
  public var localName: String { name.split(separator: ":").last.map(String.init) ?? name }

  /// The elements inside.
  public var elements: [XMLTree] { children.compactMap { if case .element(let child) = $0 { child } else { nil } } }

  /// The element as XML.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    text += "<\(name)"
    for (name, value) in attributes {
      text += " \(name)=\""
      text.append(escaping: value, lineBreaks: true)
      text += "\""
    }
    text += ">"
    for child in children {
      switch child {
      case .element(let tree): tree.write(to: &text)
      case .text(let inside): text.append(escaping: inside, lineBreaks: false)
      case .markup(let markup): text += markup
      }
    }
    text += "</\(name)>"
  }

  /// How many elements there are, itself included.
  public var count: Int {
    children.reduce(1) { if case .element(let child) = $1 { $0 + child.count } else { $0 } }
  }

  /// Changes every element, the outer ones first.
  public mutating func changeAll(_ body: (inout XMLTree) -> Void) {
    body(&self)
    for index in children.indices {
      guard case .element(var child) = children[index] else { continue }
      child.changeAll(body)
      children[index] = .element(child)
    }
  }

  /// Changes the element of that number, in document order.
  mutating func change(_ number: Int, _ body: (inout XMLTree) -> Void) {
    var left = number
    changeAll { tree in
      if left == 0 { body(&tree) }
      left -= 1
    }
  }
}

extension String {
  fileprivate mutating func append(escaping text: String, lineBreaks: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": self += "&amp;"
      case "<": self += "&lt;"
      case ">": self += "&gt;"
      case "\"": self += "&quot;"
      case "\r": self += "&#13;"
      case "\n" where lineBreaks: self += "&#10;"
      case "\t" where lineBreaks: self += "&#9;"
      default: unicodeScalars.append(scalar)
      }
    }
  }
}

extension XMLTree {
  /// Without processing instructions, which no command keeps.
  public var withoutInstructions: XMLTree {
    var tree = self
    tree.changeAll { tree in
      tree.children.removeAll { if case .markup(let markup) = $0 { markup.hasPrefix("<?") } else { false } }
    }
    return tree
  }
}
