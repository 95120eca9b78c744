import LheoModel

/// The elements that surround the offers at some place of a feed, as tags: with them a chunk from the middle of the feed is
/// a document of its own.
struct FrameTags {
  private var starts: [[UInt8]] = []
  private var ends: [[UInt8]] = []
  /// The lines of the start tags in the feed.
  private(set) var lines: [Int] = []
  /// The namespace of the feed's dialect.
  private var namespace = LheoSchema.namespace

  var count: Int { starts.count }

  /// Notes what comes.
  mutating func note(_ event: FeedEvent) {
    switch event {
    case .begin(let buffer):
      let view = buffer.root
      if starts.isEmpty { namespace = buffer.dialect.namespace }
      let name = view.name.description
      var tag = "<" + name
      for attribute in view.attributes {
        // What is read in another dialect has got the namespace of today.
        let isLheo = attribute.name.declaredPrefix != nil && attribute.value == LheoSchema.namespace
        tag += " \(attribute.name)=\"\(Self.escaped(isLheo ? namespace : attribute.value))\""
      }
      starts.append(Array((tag + ">").utf8))
      ends.append(Array("</\(name)>".utf8))
      lines.append(Int(view.position.line))
    case .end:
      starts.removeLast()
      ends.removeLast()
      lines.removeLast()
    case .element: break
    }
  }

  /// All start tags.
  var opening: FeedChunk { FeedChunk(Array(starts.joined())) }

  /// The end tag of the innermost element, up to its `>`; empty where there is none.
  var innermostEnd: [UInt8] { Array(ends.last?.dropLast() ?? []) }

  /// The prefix of the innermost element; `nil` where there is none.
  var prefix: [UInt8]? {
    ends.last.map { tag in tag.firstIndex(of: UInt8(ascii: ":")).map { Array(tag[2..<$0]) } ?? [] }
  }

  /// All end tags.
  var closing: FeedChunk { FeedChunk(Array(ends.reversed().joined())) }

  private static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&", "<", "\"", "\t", "\n", "\r": text += "&#\(scalar.value);"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
