import LheoModel
import LheoOutput

// `Codable` of all elements, by the one reader and the one writer of JSON. The shape is described at `JSONShape`.

extension ComplexElement {
  /// Encodes in the JSON shape of LHEO.
  ///
  /// - Throws: `EncodingError`, as the encoder does.
  public func encode(to encoder: any Encoder) throws {
    let buffer = ElementBuffer()
    encode(into: buffer)
    guard !buffer.isEmpty else { return try JSONValue.null.encode(to: encoder) }
    let text = CollectedBytes()
    var json = JSONWriter(text.sink)
    FormationJSON().write(buffer.root, to: &json)
    try text.take().withUnsafeBufferPointer { try JSONParser.parse($0) }.encode(to: encoder)
  }

  /// Decodes from the JSON shape of LHEO.
  ///
  /// - Throws: `DecodingError` where the value is not an object, a list, a text, a number, a truth value or null, where a
  ///   key cannot be the name of an element or attribute, or a prefix is not declared (`@xmlns:prefix`).
  public init(from decoder: any Decoder) throws {
    let buffer = ElementBuffer()
    let value = try JSONValue(from: decoder)
    do throws(JSONElementReader.ShapeError) {
      try JSONElementReader().read(value, as: Self.element, into: buffer)
    } catch {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: error.message))
    }
    self.init(decoding: buffer.root)
  }
}

/// A key of an object, whatever its name.
private struct Key: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension JSONValue: Codable {
  /// Members come in the order of their keys, as a decoder has none.
  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
      self = .object(try keys.map { ($0.stringValue, try container.decode(JSONValue.self, forKey: $0)) })
      return
    }
    if var container = try? decoder.unkeyedContainer() {
      var items: [JSONValue] = []
      while !container.isAtEnd { items.append(try container.decode(JSONValue.self)) }
      self = .list(items)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let number = try? container.decode(Int.self) {
      self = .number(String(number))
    } else if let number = try? container.decode(Double.self) {
      self = .number(String(number))
    } else {
      self = .bool(try container.decode(Bool.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: Key.self)
      for (key, value) in members { try container.encode(value, forKey: Key(stringValue: key)) }
    case .list(let items):
      var container = encoder.unkeyedContainer()
      for item in items { try container.encode(item) }
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .bool(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .string(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .number(let text):
      var container = encoder.singleValueContainer()
      if let number = Int(text) { try container.encode(number) } else { try container.encode(Double(text)) }
    }
  }
}
