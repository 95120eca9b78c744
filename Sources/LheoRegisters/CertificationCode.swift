import LheoModel

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

    /// The other one.
    public var other: Repertoire { self == .rncp ? .rs : .rncp }
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
    guard let code = text.withBytes({ CertificationCode($0.trimmed, in: repertoire) }) else { return nil }
    self = code
  }

  /// Reads a number that stands where only those of one répertoire do.
  package init?(_ text: String, of repertoire: Repertoire) {
    guard let code = CertificationCode(text, in: repertoire), code.repertoire == repertoire else { return nil }
    self = code
  }

  /// Reads the sheet that a bloc is of: `RNCP37277BC01`.
  package init?(ofBloc text: String) {
    let code = text.withBytes { bytes -> CertificationCode? in
      let bytes = bytes.trimmed
      guard bytes.count > 6, bytes.startsWith("RNCP") else { return nil }
      let digits = bytes[4...].prefix(while: \.isDigit)
      guard UnsafeBufferPointer(rebasing: bytes[digits.endIndex...]).startsWith("BC") else { return nil }
      return CertificationCode(UnsafeBufferPointer(rebasing: bytes[..<digits.endIndex]), in: .rncp)
    }
    guard let code else { return nil }
    self = code
  }

  private init?(_ bytes: UnsafeBufferPointer<UInt8>, in repertoire: Repertoire?) {
    var rest = bytes[...]
    var found = repertoire
    for candidate in Repertoire.allCases where bytes.startsWith(candidate == .rncp ? "RNCP" : "RS") {
      found = candidate
      rest = rest.dropFirst(candidate.rawValue.utf8.count)
    }
    while rest.first == 0x20 { rest = rest.dropFirst() }
    guard let found, (1...9).contains(rest.count) else { return nil }
    var number = 0
    for byte in rest {
      guard byte.isDigit else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    guard number > 0 else { return nil }
    self.init(found, number)
  }

  // Written out: what is made for the répertoire's name compares texts.

  /// Whether two numbers are the same.
  public static func == (left: CertificationCode, right: CertificationCode) -> Bool {
    left.number == right.number && left.isRNCP == right.isRNCP
  }

  /// Hashes the number.
  public func hash(into hasher: inout Hasher) { hasher.combine(isRNCP ? number : ~number) }

  private var isRNCP: Bool {
    switch repertoire {
    case .rncp: true
    case .rs: false
    }
  }

  /// The number as registers write it.
  public var description: String { "\(repertoire.rawValue)\(number)" }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether capital letters stand at the start, in any case.
  fileprivate func startsWith(_ letters: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: letters.utf8Start, count: letters.utf8CodeUnitCount)
    return count >= wanted.count && wanted.indices.allSatisfy { self[$0] & 0xDF == wanted[$0] }
  }
}
