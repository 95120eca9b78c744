extension FeedError {
  /// The kind of an error, for programs. More kinds may come; those that are there keep their names.
  public struct Code: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name, such as `truncated`.
    public let rawValue: String

    /// A code from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    private init(_ name: String) { rawValue = name }

    /// The name.
    public var description: String { rawValue }

    /// There is no such file.
    public static let missing = Code("missing")
    /// A folder or an archive where one feed is expected, or one without feeds.
    public static let notOneFeed = Code("not-one-feed")
    /// The archive cannot be opened.
    public static let corruptArchive = Code("corrupt-archive")
    /// The system refuses.
    public static let cannotRead = Code("cannot-read")
    /// There is nothing in it.
    public static let empty = Code("empty")
    /// It is something else than XML.
    public static let notXML = Code("not-xml")
    /// It breaks off.
    public static let truncated = Code("truncated")
    /// The compressed file is damaged.
    public static let corruptGzip = Code("corrupt-gzip")
    /// The XML is not well-formed.
    public static let notWellFormed = Code("not-well-formed")
    /// The bytes are not text in the encoding that the feed says, or nobody knows that one.
    public static let encoding = Code("encoding")
    /// It has a document type.
    public static let documentType = Code("document-type")
    /// The root is not one of a feed, or not in the namespace of LHEO.
    public static let notLHEO = Code("not-lheo")
    /// It is a version of LHEO that is not read.
    public static let otherVersion = Code("other-version")
    /// Something is larger than the limits allow.
    public static let limit = Code("limit")
  }

  /// The kind of the error.
  public var code: Code {
    switch problem {
    case .missing: .missing
    case .folder, .folderWithoutFeeds, .archiveWithoutFeeds, .archiveInArchive, .archive: .notOneFeed
    case .corruptArchive: .corruptArchive
    case .cannotRead: .cannotRead
    case .empty: .empty
    case .notXML, .webPage: .notXML
    case .truncated, .truncatedGzip: .truncated
    case .corruptGzip: .corruptGzip
    case .notWellFormed, .misplacedDeclaration, .forbiddenCharacter, .contentAfterEnd, .undeclaredEntity,
      .undeclaredPrefix, .brokenMarkup:
      .notWellFormed
    case .badEncoding, .unknownEncoding, .contradictedEncoding: .encoding
    case .documentType: .documentType
    case .noNamespace, .nearNamespace, .otherNamespace, .unknownRoot: .notLHEO
    case .otherVersion: .otherVersion
    case .limit: .limit
    }
  }
}
