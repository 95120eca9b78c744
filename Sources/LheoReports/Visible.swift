import LheoModel

extension String {
  /// The text on one line, with control characters made visible, so that it cannot steer a terminal.
  package var visible: String {
    guard unicodeScalars.contains(where: \.steersTerminal) else { return self }
    return replacingScalars { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: " "
      case 0..<0x20: String(Unicode.Scalar(0x2400 + scalar.value)!)
      default: scalar.steersTerminal ? "\u{FFFD}" : nil
      }
    }
  }

  /// The same, with its line ends kept.
  package var visibleLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).visible }.joined(separator: "\n")
  }
}

extension Unicode.Scalar {
  /// Control characters, and those that turn the direction of text.
  fileprivate var steersTerminal: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || (0x202A...0x202E).contains(value)
      || (0x2066...0x2069).contains(value)
  }
}
