/// The number of a certification: `RNCP38381`, `RS5080`.
public struct CertificationCode: Hashable, Sendable, CustomStringConvertible {
  /// Where certifications are registered.
  public enum Repertoire: String, Sendable, CaseIterable {
    /// The national one.
    case rncp = "RNCP"
    /// The specific one.
    case rs = "RS"

    /// The register of its certifications.
    public var register: Register { self == .rncp ? .rncp : .rs }
  }

  /// Where it is registered.
  public let repertoire: Repertoire
  /// Its number there.
  public let number: Int

  /// A number in a répertoire.
  public init(_ repertoire: Repertoire, _ number: Int) {
    self.repertoire = repertoire
    self.number = number
  }

  /// Reads `RNCP320`, `RNCP 320` and, where the répertoire is known from elsewhere, `320`. Leading zeros mean nothing.
  public init?(_ text: String, in repertoire: Repertoire? = nil) {
    var rest = text.utf8[...]
    while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest = rest.dropFirst() }
    while let byte = rest.last, byte == 0x20 || byte == 0x09 { rest = rest.dropLast() }
    func drop(_ prefix: StaticString) -> Bool {
      let letters = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
      guard rest.count > letters.count, zip(rest, letters).allSatisfy({ $0 & 0xDF == $1 }) else { return false }
      rest = rest.dropFirst(letters.count)
      return true
    }
    var found = repertoire
    if drop("RNCP") { found = .rncp } else if drop("RS") { found = .rs }
    while rest.first == 0x20 { rest = rest.dropFirst() }
    guard let found, (1...9).contains(rest.count) else { return nil }
    var number = 0
    for byte in rest {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    guard number > 0 else { return nil }
    self.init(found, number)
  }

  /// The number as registers write it.
  public var description: String { "\(repertoire.rawValue)\(number)" }
}
