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
    guard !buffer.isEmpty else { return try CodableJSON(.null).encode(to: encoder) }
    let text = CollectedBytes()
    var json = JSONWriter(text.sink)
    FormationJSON().write(buffer, to: &json)
    try CodableJSON(text.take().withUnsafeBufferPointer { try JSONParser.parse($0) }).encode(to: encoder)
  }

  /// Decodes from the JSON shape of LHEO.
  ///
  /// - Throws: `DecodingError` where the value is not an object, a list, a text, a number, a truth value or null, where a
  ///   key cannot be the name of an element or attribute, or a prefix is not declared (`@xmlns:prefix`).
  public init(from decoder: any Decoder) throws {
    let buffer = ElementBuffer()
    let value = try CodableJSON(from: decoder).value
    do throws(JSONElementReader.ShapeError) {
      try JSONElementReader().read(value, as: Self.element, into: buffer)
    } catch {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: error.message.english))
    }
    self.init(decoding: buffer)
  }
}

/// A key of an object, whatever its name.
private struct Key: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A value on its way to or from a coder.
private struct CodableJSON: Codable {
  let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  /// Members come in the order of their keys, as a decoder has none.
  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
      value = .object(try keys.map { ($0.stringValue, try container.decode(CodableJSON.self, forKey: $0).value) })
      return
    }
    if var container = try? decoder.unkeyedContainer() {
      var items: [JSONValue] = []
      while !container.isAtEnd { items.append(try container.decode(CodableJSON.self).value) }
      value = .list(items)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .null
    } else if let text = try? container.decode(String.self) {
      value = .string(text)
    } else if let number = try? container.decode(Int.self) {
      value = .number(String(number))
    } else if let number = try? container.decode(Double.self) {
      value = .number(String(number))
    } else {
      value = .bool(try container.decode(Bool.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch value {
    case .object(let members):
      var container = encoder.container(keyedBy: Key.self)
      for (key, value) in members { try container.encode(CodableJSON(value), forKey: Key(stringValue: key)) }
    case .list(let items):
      var container = encoder.unkeyedContainer()
      for item in items { try container.encode(CodableJSON(item)) }
    case .null: try encode(String?.none, to: encoder)
    case .bool(let value): try encode(value, to: encoder)
    case .string(let text): try encode(text, to: encoder)
    case .number(let text):
      if let number = Int(text) { try encode(number, to: encoder) } else { try encode(Double(text), to: encoder) }
    }
  }

  private func encode(_ value: some Encodable, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
