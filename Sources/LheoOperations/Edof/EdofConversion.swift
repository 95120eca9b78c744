import LheoModel
import LheoOutput
import LheoPipeline
import LheoValidator
import LheoWriter

/// Turns offers into catalogues of EDOF, a file for each body. An offer that lacks something is left out.
///
/// ```swift
/// let conversion = EdofConversion(options, language: .fr)
/// let sink = conversion.makeSink(try OutputFolder("edof"))
/// var summary = EdofSummary()
/// try Pipeline(FeedSource(.file("feed.xml")), conversion.stage).run(into: sink, settle: { _, note in
///   summary.count(note)
///   return .keep
/// })
/// ```
public struct EdofConversion: Sendable {
  private let translator: EdofTranslator
  private let language: Language

  /// A conversion.
  ///
  /// - Parameters:
  ///   - options: what may be filled in.
  ///   - language: the language in which gaps are told.
  public init(_ options: EdofOptions = EdofOptions(), language: Language = .fr) {
    translator = EdofTranslator(options)
    self.language = language
  }

  /// What became of an offer.
  public struct Note: Sendable {
    /// What is missing, or was filled in.
    public let gaps: [EdofGap]
    /// What of the offer EDOF has no place for: how often which element, or extension with its name.
    public let dropped: [String: Int]
    /// Whether the offer is written.
    public let isWritten: Bool
    /// What a gap of the offer as a whole begins with, and its SIRET.
    fileprivate var identity: (siret: String, numero: String, intitule: String, line: Int) = ("", "", "", 0)

    /// What became of an offer.
    public init(gaps: [EdofGap], dropped: [String: Int] = [:], isWritten: Bool) {
      self.gaps = gaps
      self.dropped = dropped
      self.isWritten = isWritten
    }
  }

  /// What is done with each offer.
  public var stage: OfferStage<Note> {
    OfferStage { [translator, language] in
      { buffer in
        let translation = translator.translate(buffer)
        var note = Note(
          gaps: translation.gaps(in: language), dropped: translation.dropped, isWritten: translation.isWritable)
        note.identity = (translation.siret, translation.numero, translation.intitule, Int(buffer.root.position.line))
        return (translation.isWritable ? .rewrite(translation.offer) : .drop, note)
      }
    }
  }

  /// A sink that writes a catalogue for each body into a folder, named after its SIRET, in ISO-8859-1.
  ///
  /// - Parameters:
  ///   - folder: the folder.
  ///   - indent: spaces for each level; `nil` for one offer a line.
  public func makeSink(_ folder: OutputFolder, indent: Int? = 2) -> FeedPartsSink {
    FeedPartsSink(
      folder, by: .organisme, options: FeedWriter.Options(encoding: .latin1, indent: indent),
      header: FeedHeader(dialect: .edof))
  }
}

/// The numbers of the offers that are written: a catalogue has each once.
public struct EdofNumbers: Sendable {
  private var seen: [String: Int] = [:]
  private let language: Language

  /// No number yet.
  ///
  /// - Parameter language: the language in which gaps are told.
  public init(_ language: Language) { self.language = language }

  /// What becomes of an offer, where the numbers of those before it are known.
  ///
  /// - Parameter note: what became of it by itself.
  /// - Returns: what becomes of it, and whether it is kept.
  public mutating func settle(_ note: EdofConversion.Note) -> (note: EdofConversion.Note, edit: OfferEdit) {
    guard note.isWritten else { return (note, .drop) }
    let (siret, numero, intitule, line) = note.identity
    let key = siret + " " + numero
    guard let first = seen[key] else {
      seen[key] = line
      return (note, .keep)
    }
    let gap = EdofGap(
      severity: .blocking, offer: numero, intitule: intitule, action: nil, session: nil, element: "numero", line: line,
      message: first > 0
        ? language(
          "Une offre de ce numéro est déjà à la ligne \(first).", "An offer of this number is on line \(first) already."
        )
        : language("Une offre précédente a ce numéro.", "An offer before has this number."),
      provide: language("Donnez à chaque offre son numéro.", "Give each offer a number of its own."))
    return (EdofConversion.Note(gaps: note.gaps + [gap], isWritten: false), .drop)
  }
}

/// What became of all offers on their way to EDOF.
public struct EdofSummary: Sendable {
  /// How many offers are written.
  public private(set) var writtenCount = 0
  /// How many are left out.
  public private(set) var leftOutCount = 0
  /// How many gaps of each kind there are.
  public private(set) var gapCounts: [EdofGap.Severity: Int] = [:]
  /// What EDOF has no place for: how often which element, or extension with its name, in the offers that are written.
  public private(set) var dropped: [String: Int] = [:]

  /// Nothing yet.
  public init() {}

  /// Counts an offer.
  public mutating func count(_ note: EdofConversion.Note) {
    if note.isWritten {
      writtenCount += 1
      dropped.merge(note.dropped) { $0 + $1 }
    } else {
      leftOutCount += 1
    }
    for gap in note.gaps { gapCounts[gap.severity, default: 0] += 1 }
  }

  /// The elements that EDOF has no place for, the most frequent first.
  public var droppedElements: [(name: String, count: Int)] {
    dropped.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
