import LheoOutput

/// A sink whose bytes can be looked at.
public final class Memory {
  private var collected: [UInt8] = []
  /// Where to write.
  public private(set) lazy var sink = ByteSink(file: "memory") { [unowned self] in
    collected += $0
    return 0
  }

  /// Nothing yet.
  public init() {}

  /// What has been written.
  public func bytes() throws -> [UInt8] {
    try sink.finish()
    return collected
  }

  /// What has been written, as text.
  public func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }
}
