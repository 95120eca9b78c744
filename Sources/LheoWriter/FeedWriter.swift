import LheoModel
import LheoOutput

/// Writes a feed, one offer at a time.
///
/// ```swift
/// let output = try OutputFile("feed.xml")
/// let writer = FeedWriter(output.sink)
/// writer.begin(FeedHeader())
/// writer.write(formation)
/// writer.end()
/// try output.commit()
/// ```
///
/// Errors of the output are kept by its sink, and thrown when it is finished or committed.
public final class FeedWriter {
  /// How a feed is written.
  public struct Options: Sendable {
    /// The encoding; `nil` for that of the dialect: UTF-8, of EDOF ISO-8859-1.
    public var encoding: FeedEncoding?
    /// Spaces for each level of elements; `nil` puts all on as few lines as possible: one an offer.
    public var indent: Int? = 2

    /// The default: the encoding of the dialect, two spaces.
    public init(encoding: FeedEncoding? = nil, indent: Int? = 2) {
      self.encoding = encoding
      self.indent = indent
    }
  }

  private let sink: ByteSink
  private let options: FeedWriter.Options
  private var serializer: ElementSerializer
  private let scratch = ElementBuffer()
  private var open: [Element] = []

  /// A writer into a sink.
  public init(_ sink: ByteSink, options: Options = Options()) {
    self.sink = sink
    self.options = options
    serializer = ElementSerializer(sink, options: options)
  }

  /// Writes the XML declaration, the root and, for `lheo`, the start of `offres`.
  public func begin(_ header: FeedHeader) {
    scratch.reset()
    scratch.begin(header.root, header.rootDetails)
    scratch.end()
    scratch.dialect = header.dialect
    begin(scratch, prefix: header.prefix)
    guard header.root == .lheo else { return }
    scratch.reset()
    scratch.begin(.offres, header.offresDetails)
    scratch.end()
    begin(scratch)
  }

  /// Opens an element that surrounds offers. The first call also writes the XML declaration.
  public func begin(_ buffer: ElementBuffer) { begin(buffer, prefix: buffer.root.name.prefix) }

  private func begin(_ buffer: ElementBuffer, prefix: String) {
    if open.isEmpty {
      let dialect = buffer.dialect.written
      if !dialect.isCurrent { serializer = ElementSerializer(sink, options: options, dialect: dialect) }
      serializer.declaration()
      if !prefix.isEmpty { serializer.prefix = prefix }
    }
    serializer.startFrame(buffer.root)
    open.append(buffer.root.element ?? .lheo)
  }

  /// Writes an offer, or another element that stands beside offers.
  public func write(_ element: some ComplexElement) {
    scratch.reset()
    element.encode(into: scratch)
    if !scratch.isEmpty { write(scratch) }
  }

  /// Where in a feed offers are written.
  package struct Place: Sendable {
    fileprivate let serializer: ElementSerializer.Place
    /// How many elements are open.
    package let depth: Int
  }

  /// Where the next offer will be written; `nil` before the first element has been opened.
  package var place: Place? { open.isEmpty ? nil : Place(serializer: serializer.place, depth: open.count) }

  /// Writes what a `FragmentWriter` for this place has written.
  package func write(fragment: [UInt8]) { serializer.write(fragment: fragment) }

  /// Writes an element as it is in a buffer.
  public func write(_ buffer: ElementBuffer) { serializer.write(buffer.root) }

  /// Closes `offres`, so that what follows are `extras` of the feed.
  public func endOffres() { if open.last == .offres { end(of: .offres) } }

  /// Closes the innermost open element.
  public func end(of element: Element) {
    open.removeLast()
    serializer.endFrame()
  }

  /// Closes all open elements.
  public func end() {
    while let last = open.last { end(of: last) }
  }
}

/// Writes offers as they will stand at a place of a feed, for a `FeedWriter` on another thread.
package struct FragmentWriter {
  private var serializer: ElementSerializer

  /// A writer for a place.
  package init(_ place: FeedWriter.Place, _ sink: ByteSink) {
    serializer = ElementSerializer(sink, at: place.serializer)
  }

  /// Writes an element.
  package mutating func write(_ buffer: ElementBuffer) { serializer.write(buffer.root) }
}
