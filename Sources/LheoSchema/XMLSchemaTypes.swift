import CLibXML2
import LheoModel
import LheoParser

/// The types of XML Schema that LHEO's attributes have, judged by libxml2.
enum XMLSchemaTypes {
  static let namespace = "http://www.w3.org/2001/XMLSchema"

  private struct Types: @unchecked Sendable {
    let library: Void = LibXML2.isReady
    let id = xmlSchemaGetBuiltInType(XML_SCHEMAS_ID)
    let idref = xmlSchemaGetBuiltInType(XML_SCHEMAS_IDREF)
    let dateTime = xmlSchemaGetBuiltInType(XML_SCHEMAS_DATETIME)
    let anyURI = xmlSchemaGetBuiltInType(XML_SCHEMAS_ANYURI)
  }

  private static let types = Types()

  /// Whether a value is of an attribute's type.
  static func isValid(_ value: UnsafeBufferPointer<UInt8>, as type: AttributeType) -> Bool {
    switch type {
    case .string: true
    case .id: isValid(value, as: types.id)
    case .idref: isValid(value, as: types.idref)
    case .datetime: isValid(value, as: types.dateTime)
    case .anyuri: isValid(value, as: types.anyURI)
    }
  }

  /// Whether a text is of a simple type of XML Schema, by the type's name; `nil` if there is no such type.
  static func isValid(_ value: UnsafeBufferPointer<UInt8>, asTypeNamed name: String) -> Bool? {
    _ = types
    guard let type = xmlSchemaGetPredefinedType(name, namespace) else { return nil }
    return isValid(value, as: type)
  }

  private static func isValid(_ value: UnsafeBufferPointer<UInt8>, as type: xmlSchemaTypePtr?) -> Bool {
    // White space around the value does not count in any type but strings, for which all is valid. libxml2 does not
    // take it off.
    let value = value.trimmed
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: value.count + 1) { text in
      _ = text.initialize(fromContentsOf: value)
      text[value.count] = 0
      return xmlSchemaValPredefTypeNodeNoNorm(type, text.baseAddress, nil, nil) == 0
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// How many characters (Unicode scalars) there are.
  var characterCount: Int { reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }

  /// Whether it is an `xs:long`.
  var isLong: Bool {
    guard let first else { return false }
    let isSigned = first == 0x2B || first == 0x2D
    var magnitude: UInt64 = 0
    guard count > (isSigned ? 1 : 0) else { return false }
    for byte in self[(isSigned ? 1 : 0)...] {
      guard byte.isDigit else { return false }
      let (product, overflows) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = product.addingReportingOverflow(UInt64(byte - 0x30))
      if overflows || overflowsToo { return false }
      magnitude = sum
    }
    return magnitude <= (first == 0x2D ? UInt64(1) << 63 : UInt64(Int64.max))
  }
}
