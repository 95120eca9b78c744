import LheoModel

/// The number of a sheet of France compétences, however it is written: `RNCP37277`, `rncp 37277`, `37277`.
struct CertificationCode: Equatable {
  enum Register: String {
    case rncp = "RNCP"
    case rs = "RS"
  }

  let number: Int

  /// Reads a code; `nil` where it is none of the register's, or only zeros.
  init?(_ text: String, in register: Register) {
    let number = text.withBytes { bytes -> Int? in
      let bytes = bytes.trimmed
      let prefix = register.rawValue.utf8
      let hasPrefix = bytes.prefix(prefix.count).elementsEqual(prefix) { $0 & 0xDF == $1 }
      let digits = bytes.dropFirst(hasPrefix ? prefix.count : 0).drop { $0 == 0x20 }
      guard (1...6).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let number, number > 0 else { return nil }
    self.number = number
  }

  /// The sheet that a block is of: `RNCP37277BC01`.
  init?(ofBloc text: String) {
    let number = text.withBytes { bytes -> Int? in
      let bytes = bytes.trimmed
      guard bytes.count > 6, bytes.prefix(4).elementsEqual("RNCP".utf8, by: { $0 & 0xDF == $1 }) else { return nil }
      let digits = bytes[4...].prefix(while: \.isDigit)
      let rest = bytes[digits.endIndex...].prefix(2)
      guard (1...6).contains(digits.count), rest.elementsEqual("BC".utf8, by: { $0 & 0xDF == $1 }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let number, number > 0 else { return nil }
    self.number = number
  }
}
