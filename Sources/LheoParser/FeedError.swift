import LheoModel

/// Why a feed cannot be read any further. What was read before has been delivered.
public struct FeedError: WordedError, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Error, Sendable, Equatable {
    /// There is no such file.
    case missing
    /// It is a folder.
    case folder
    /// It is a folder without feeds.
    case folderWithoutFeeds
    /// It is an archive without feeds.
    case archiveWithoutFeeds
    /// It is an archive in an archive.
    case archiveInArchive
    /// It is an archive where one feed is expected.
    case archive
    /// The archive cannot be opened; the reason as libzip words it.
    case corruptArchive(String)
    /// The system refuses, with its reason.
    case cannotRead(Text)
    /// There is nothing in it.
    case empty
    /// It does not start like XML.
    case notXML
    /// It is a web page.
    case webPage
    /// The XML breaks off.
    case truncated
    /// The compressed file breaks off.
    case truncatedGzip
    /// The compressed file is damaged.
    case corruptGzip
    /// The XML is not well-formed; the reason as libxml2 words it.
    case notWellFormed(String)
    /// An XML declaration (`<?xml …?>`) that is not at the start of the file.
    case misplacedDeclaration
    /// A character that XML does not have, by its number.
    case forbiddenCharacter(UInt32)
    /// Something follows the root; its first character, by its number.
    case contentAfterEnd(UInt32)
    /// An entity other than the five of XML, such as `nbsp`.
    case undeclaredEntity(String)
    /// A prefix without declaration, and the element or attribute that has it.
    case undeclaredPrefix(String, on: String)
    /// Markup that is wrong in one of the ways that are frequent.
    case brokenMarkup(Markup)
    /// The bytes are not text in the encoding that the feed says.
    case badEncoding(String)
    /// The feed says an encoding that nobody knows.
    case unknownEncoding(String)
    /// The feed says an encoding whose characters have two or four bytes each, and says so in single bytes.
    case contradictedEncoding(String)
    /// It has a document type, which is refused whatever it says.
    case documentType
    /// The root is in no namespace.
    case noNamespace(root: String)
    /// It is another version of LHEO.
    case otherVersion(String, namespace: String)
    /// The root is in a namespace that resembles LHEO's.
    case nearNamespace(root: String, namespace: String)
    /// The root is in a namespace that is not LHEO's.
    case otherNamespace(root: String, namespace: String)
    /// The root is an element of LHEO, but not one of a feed.
    case unknownRoot(String)
    /// Something is larger than the limits allow.
    case limit(Limit)
  }

  /// Markup that is wrong.
  public enum Markup: Sendable, Equatable {
    /// A tag that does not close the element that is open; the line is that of the open one.
    case mismatchedTags(open: String, line: Int, close: String)
    /// An ampersand that begins no reference.
    case bareAmpersand
    /// A `<` that begins no tag.
    case bareLessThan
    /// An attribute that an element has twice.
    case repeatedAttribute(String)
    /// A value of an attribute without quotation marks.
    case unquotedValue
  }

  /// A limit of `ParserLimits`.
  public enum Limit: Sendable, Equatable {
    /// Elements inside elements.
    case depth(Int)
    /// Characters in one element, in bytes.
    case textLength(Int)
    /// Bytes of one attribute's value.
    case attributeLength(Int)
    /// Bytes of one processing instruction.
    case instructionLength(Int)
    /// Bytes of one name, or of another piece of markup that is read as a whole.
    case markupLength(Int)
    /// Attributes of one element.
    case attributeCount(Int)
    /// Bytes that one offer takes.
    case offerSize(Int)
  }

  /// What is wrong.
  public var problem: Problem
  /// The name of the file.
  public var file: String
  /// The line, from 1; `nil` when the problem is with the file as a whole.
  public var line: Int?
  /// The character in the line, from 1.
  public var column: Int?

  /// An error from its parts.
  public init(_ problem: Problem, file: String, line: Int? = nil, column: Int? = nil) {
    self.problem = problem
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place and the message.
  public func description(in language: Language) -> String {
    let place = line.map { line in ":\(line)" + (column.map { ":\($0)" } ?? "") } ?? ""
    return "\(file)\(place): \(message(in: language))"
  }

  /// What is wrong and what to do, without the place.
  public func message(in language: Language) -> String {
    problem == .notXML ? problem.message(in: language, named: file) : problem.message(in: language)
  }
}
