/// Makes zip archives whose files are stored as they are.
public struct ZipFile {
  private var content: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// An archive without files.
  public init() {}

  /// An archive of files.
  public init(_ files: [(name: String, bytes: [UInt8])]) { for file in files { add(file.name, file.bytes) } }

  /// Adds a file.
  public mutating func add(_ name: String, _ bytes: [UInt8]) {
    let start = content.count
    let crc = Self.checksum(bytes)
    // Version, flags (names in UTF-8), method, time, date.
    let common = Self.short(20) + Self.short(0x800) + Self.short(0) + Self.short(0) + Self.short(0x21)
    let sizes =
      Self.long(crc) + Self.long(UInt32(bytes.count)) + Self.long(UInt32(bytes.count)) + Self.short(name.utf8.count)
    content += [0x50, 0x4B, 3, 4] + common + sizes + Self.short(0) + name.utf8 + bytes
    directory += [0x50, 0x4B, 1, 2] + Self.short(20) + common + sizes
    // No extra field, no comment, the first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 12) + Self.long(UInt32(start)) + name.utf8
    count += 1
  }

  /// The archive.
  public var bytes: [UInt8] {
    content + directory + [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 4) + Self.short(count) + Self.short(count)
      + Self.long(UInt32(directory.count)) + Self.long(UInt32(content.count)) + Self.short(0)
  }

  private static func short(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

  private static func long(_ value: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
  }
}
