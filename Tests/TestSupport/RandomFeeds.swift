import Foundation
import LheoModel

/// Encodings that feeds come in.
public enum RandomEncoding: String, CaseIterable, Sendable {
  case utf8 = "UTF-8"
  case undeclared = "undeclared"
  case utf8WithMark = "UTF-8 with a mark"
  case latin1 = "ISO-8859-1"
  case windows = "windows-1252"
  case utf16Little = "UTF-16 little-endian"
  case utf16Big = "UTF-16 big-endian"

  /// A document in this encoding.
  public func bytes(of tree: XMLTree) -> [UInt8] {
    let text = tree.text
    switch self {
    case .utf8: return Array((declaration(rawValue) + text).utf8)
    case .undeclared: return Array(text.utf8)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + (declaration("UTF-8") + text).utf8
    case .latin1: return encoded(declaration(rawValue) + text, .isoLatin1)
    case .windows: return encoded(declaration(rawValue) + text, .windowsCP1252)
    case .utf16Little: return [0xFF, 0xFE] + encoded(declaration("UTF-16") + text, .utf16LittleEndian)
    case .utf16Big: return [0xFE, 0xFF] + encoded(declaration("UTF-16") + text, .utf16BigEndian)
    }
  }

  private func declaration(_ name: String) -> String { "<?xml version=\"1.0\" encoding=\"\(name)\"?>\n" }

  /// What the encoding does not have becomes a reference.
  private func encoded(_ text: String, _ encoding: String.Encoding) -> [UInt8] {
    if let data = text.data(using: encoding) { return [UInt8](data) }
    var known: [Unicode.Scalar: Data] = [:]
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
        continue
      }
      let piece = known[scalar] ?? String(scalar).data(using: encoding) ?? Data("&#\(scalar.value);".utf8)
      known[scalar] = piece
      bytes += piece
    }
    return bytes
  }
}

/// How names of LHEO are written.
public enum PrefixStyle: String, CaseIterable, Sendable {
  case defaultNamespace, prefixed, severalPrefixes, foreignDefault, declaredWhereUsed
}

extension RandomDocuments {
  /// The document with other prefixes.
  public mutating func dressed(_ tree: XMLTree, _ style: PrefixStyle) -> XMLTree {
    var tree = tree
    switch style {
    case .defaultNamespace: return tree
    case .prefixed: dress(&tree, ["l"], isRoot: true)
    case .severalPrefixes: dress(&tree, ["l", "p", "lheo"], isRoot: true)
    case .foreignDefault: dress(&tree, ["lheo"], isRoot: true)
    case .declaredWhereUsed: dress(&tree, ["l", ""], isRoot: true)
    }
    tree.attributes.removeAll { $0.name == "xmlns" }
    for prefix in ["l", "p"] { tree.attributes.append(("xmlns:\(prefix)", LheoSchema.namespace)) }
    if style == .foreignDefault { tree.attributes.insert(("xmlns", "urn:other"), at: 0) }
    return tree
  }

  private mutating func dress(_ tree: inout XMLTree, _ prefixes: [String], isRoot: Bool) {
    // What declares a namespace of its own stays as it is.
    if !isRoot, tree["xmlns"] != nil { return }
    if !tree.name.contains(":") {
      let prefix = isRoot ? prefixes[0] : one(of: prefixes)
      if prefix.isEmpty {
        tree["xmlns"] = LheoSchema.namespace
        return
      }
      tree.name = "\(prefix):\(tree.name)"
    }
    let prefix = one(of: prefixes.filter { !$0.isEmpty })
    if let type = tree["xsi:type"], type.hasPrefix("lheo:") {
      tree["xsi:type"] = type.replacing("lheo:", with: "\(prefix):")
    }
    for index in tree.children.indices {
      guard case .element(var child) = tree.children[index] else { continue }
      dress(&child, prefixes, isRoot: false)
      tree.children[index] = .element(child)
    }
  }
}

/// A feed as a file.
public struct RandomFeed: Sendable {
  /// What is in it.
  public let tree: XMLTree
  /// The file.
  public let bytes: [UInt8]
  /// Where it comes from, to be made again.
  public let name: String

  /// A feed of a tree.
  public init(_ tree: XMLTree, _ encoding: RandomEncoding, name: String) {
    self.tree = tree
    bytes = encoding.bytes(of: tree)
    self.name = "\(name), \(encoding.rawValue)"
  }

  /// Valid feeds in all prefix styles and encodings, so many of them; always the same for the same seed.
  public static func valid(_ count: Int, seed: UInt64, offers: Int = 3) -> [RandomFeed] {
    (0..<count).map { number in
      var random = RandomDocuments(seed: seed &* 1000 &+ UInt64(number))
      let style = PrefixStyle.allCases[number % PrefixStyle.allCases.count]
      let encoding = RandomEncoding.allCases[number % RandomEncoding.allCases.count]
      let tree = number % 6 == 5 ? random.validDocument() : random.validFeed(offers: random.number(1...offers * 2 - 1))
      return RandomFeed(random.dressed(tree, style), encoding, name: "seed \(seed) number \(number), \(style)")
    }
  }

  /// Feeds that were valid, changed in some places.
  public static func mutated(_ count: Int, seed: UInt64, offers: Int = 3) -> [RandomFeed] {
    (0..<count).map { number in
      var random = RandomDocuments(seed: seed &* 1000 &+ UInt64(number))
      let style = PrefixStyle.allCases[number % PrefixStyle.allCases.count]
      let encoding = RandomEncoding.allCases[(number + 1) % RandomEncoding.allCases.count]
      let tree = random.mutatedFeed(offers: offers, changes: random.number(1...4))
      return RandomFeed(random.dressed(tree, style), encoding, name: "mutated, seed \(seed) number \(number), \(style)")
    }
  }
}
