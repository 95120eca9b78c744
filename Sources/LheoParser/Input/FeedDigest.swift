import Glibc
import LheoModel

/// By what the bytes of a feed are known again: how many they are, and their SHA-256.
///
/// They are those that are stored: a compressed file is hashed as it is, a feed in a zip archive after it has been unpacked.
/// They are hashed while they are read, once, however often the feed is opened.
public final class FeedDigest: Sendable {
  /// The result.
  public struct Value: Sendable, Hashable {
    /// How many bytes there are.
    public let size: Int
    /// Their SHA-256 in hexadecimal digits; `nil` where no library of this machine makes one.
    public let sha256: String?
  }

  private struct State {
    var hash = SHA256()
    var count = 0
    /// The source that has come farthest, below what hashes its bytes.
    var source: (any ByteSource)?
  }

  private let state = Locked(State())

  /// The digest of bytes that are still to be read.
  public init() {}

  /// Takes what a source has read from a place on.
  fileprivate func add(_ bytes: UnsafeRawBufferPointer, at position: Int, from source: any ByteSource) {
    state.withLock { state in
      let known = state.count - position
      guard known >= 0, known < bytes.count else { return }
      let new = UnsafeRawBufferPointer(rebasing: bytes[known...])
      state.hash?.update(new)
      state.count += new.count
      state.source = source
    }
  }

  /// The digest of all bytes of the input that it was made for; reads those that nobody wanted.
  ///
  /// - Parameter input: the input that `FeedInput.digesting` gave.
  /// - Returns: the digest; `nil` where the bytes cannot be read to their end.
  public func finish(_ input: FeedInput) -> Value? {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    do throws(FeedError.Problem) {
      let (farthest, count) = state.withLock { ($0.source, $0.count) }
      let source: any ByteSource =
        if let farthest { DigestingSource(farthest, self, position: count) } else { try input.openStored() }
      while try source.read(into: buffer) > 0 {}
    } catch {
      return nil
    }
    return state.withLock { state in
      state.source = nil
      defer { state.hash = nil }
      return Value(size: state.count, sha256: state.hash?.finish())
    }
  }
}

extension FeedInput {
  /// The same input; what is read of it is hashed.
  public func digesting(_ digest: FeedDigest) -> FeedInput {
    mapped { source in DigestingSource(source, digest) }
  }
}

/// Lets bytes through, and hashes them.
private final class DigestingSource: ByteSource {
  private let source: any ByteSource
  private let digest: FeedDigest
  private var position: Int

  init(_ source: any ByteSource, _ digest: FeedDigest, position: Int = 0) {
    self.source = source
    self.digest = digest
    self.position = position
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    let count = try source.read(into: buffer)
    digest.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]), at: position, from: source)
    position += count
    return count
  }
}

/// SHA-256 by libcrypto of OpenSSL, which libzip needs too; it is opened when it is asked for.
private final class SHA256 {
  private let library: Library
  private let context: OpaquePointer

  /// `nil` where there is no such library.
  init?() {
    guard let library = Library.installed, let context = library.makeContext() else { return nil }
    self.library = library
    self.context = context
    if library.begin(context, library.algorithm(), nil) != 1 { return nil }
  }

  deinit { library.free(context) }

  func update(_ bytes: UnsafeRawBufferPointer) { _ = library.update(context, bytes.baseAddress, bytes.count) }

  /// The hash in hexadecimal digits; nothing can be added any more.
  func finish() -> String? {
    var bytes = [UInt8](repeating: 0, count: 64)
    var count: UInt32 = 0
    guard library.end(context, &bytes, &count) == 1, count == 32 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.prefix(32).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The functions of libcrypto that are needed.
  private struct Library: Sendable {
    let makeContext: @convention(c) () -> OpaquePointer?
    let free: @convention(c) (OpaquePointer) -> Void
    let algorithm: @convention(c) () -> OpaquePointer?
    let begin: @convention(c) (OpaquePointer, OpaquePointer?, OpaquePointer?) -> Int32
    let update: @convention(c) (OpaquePointer, UnsafeRawPointer?, Int) -> Int32
    let end: @convention(c) (OpaquePointer, UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt32>) -> Int32

    static let installed = ["libcrypto.so.3", "libcrypto.so.1.1"].lazy.compactMap { Library(named: $0) }.first

    private init?(named name: String) {
      guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
      func function<Function>(_ symbol: String) -> Function? {
        dlsym(library, symbol).map { unsafeBitCast($0, to: Function.self) }
      }
      guard let makeContext: @convention(c) () -> OpaquePointer? = function("EVP_MD_CTX_new"),
        let free: @convention(c) (OpaquePointer) -> Void = function("EVP_MD_CTX_free"),
        let algorithm: @convention(c) () -> OpaquePointer? = function("EVP_sha256"),
        let begin: @convention(c) (OpaquePointer, OpaquePointer?, OpaquePointer?) -> Int32 =
          function("EVP_DigestInit_ex"),
        let update: @convention(c) (OpaquePointer, UnsafeRawPointer?, Int) -> Int32 = function("EVP_DigestUpdate"),
        let end: @convention(c) (OpaquePointer, UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt32>) -> Int32 =
          function("EVP_DigestFinal_ex")
      else { return nil }
      self.makeContext = makeContext
      self.free = free
      self.algorithm = algorithm
      self.begin = begin
      self.update = update
      self.end = end
    }
  }
}
