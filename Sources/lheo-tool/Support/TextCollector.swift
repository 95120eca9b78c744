import LheoOutput

/// Collects what is written as text.
final class TextCollector {
  private var bytes: [UInt8] = []
  private(set) lazy var sink = ByteSink(file: "memory") { [unowned self] in
    bytes += $0
    return 0
  }

  /// What has come since the last call.
  func take() -> String { String(decoding: takeBytes(), as: UTF8.self) }

  /// What has come since the last call.
  func takeBytes() -> [UInt8] {
    sink.flush()
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}
