import LheoModel
import LheoSchema

/// What an offer of LHEO lacks for EDOF, or one of EDOF for LHEO.
public struct EdofGap: Sendable, Hashable, Codable {
  /// What becomes of the offer.
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    /// The offer is left out.
    case blocking
    /// What was missing has been filled in or changed, as it was asked for.
    case defaulted
    /// On the way back, LHEO wants it; the offer is written without.
    case wanted
  }

  /// What becomes of the offer.
  public let severity: Severity
  /// The `numero` of the offer.
  public let offer: String
  /// Its title.
  public let intitule: String
  /// The `numero` of the action.
  public let action: String?
  /// The `numero` of the session.
  public let session: String?
  /// The element or attribute that it is about.
  public let element: String
  /// The line of the feed; 0 where the offer was not read from one.
  public let line: Int
  /// What is wrong or was filled in, as a sentence.
  public let message: String
  /// What to provide.
  public let provide: String

  /// A gap from its parts.
  public init(
    severity: Severity, offer: String, intitule: String, action: String?, session: String?, element: String, line: Int,
    message: String, provide: String
  ) {
    self.severity = severity
    self.offer = offer
    self.intitule = intitule
    self.action = action
    self.session = session
    self.element = element
    self.line = line
    self.message = message
    self.provide = provide
  }
}

/// A gap before it is worded in a language.
struct EdofGapNote: Sendable {
  let severity: EdofGap.Severity
  let action: String?
  let session: String?
  let element: String
  /// The child that is missing from the element at the position.
  let missing: Element?
  let position: SourcePosition
  let found: String?
  let message: Text
  let provide: Text
  /// The rule that is about the same, whose severity it has where a feed is only looked at.
  var rule: String?
}

extension EdofGapNote {
  /// What a schema refuses.
  ///
  /// - Parameters:
  ///   - element: what people look for, where it is not the element.
  ///   - missing: the element that is missing.
  init(_ severity: EdofGap.Severity, _ violation: SchemaViolation, element: String? = nil, missing: Element? = nil) {
    let french = SchemaTexts(violation: violation, language: .fr)
    let english = SchemaTexts(violation: violation, language: .en)
    self.init(
      severity: severity, action: violation.offer.action, session: violation.offer.session,
      element: element ?? violation.elementName, missing: missing, position: violation.position,
      found: violation.found, message: Text(french: french.message, english: english.message),
      provide: Text(french: french.fix, english: english.fix))
  }
}

/// What has become of an offer on its way from LHEO to EDOF, or back.
public struct EdofTranslation {
  /// The offer as far as it can be written; its elements have the positions of those that they come from.
  public let offer: ElementBuffer
  /// What of the offer EDOF has no place for: how often which element, or extension with its name.
  public let dropped: [String: Int]
  /// The SIRET of the body.
  public let siret: String
  /// The number of the offer.
  public let numero: String
  /// Its title.
  public let intitule: String
  let notes: [EdofGapNote]

  init(
    _ offer: ElementBuffer, of formation: Formation, siret: String, notes: [EdofGapNote], dropped: [String: Int]
  ) {
    self.offer = offer
    self.siret = siret
    self.notes = notes
    self.dropped = dropped
    numero = formation.numero ?? ""
    intitule = formation.intituleFormation.trimmedText
  }

  /// Whether all that EDOF needs is there.
  public var isWritable: Bool { !notes.contains { $0.severity == .blocking } }

  /// What is missing, or was filled in.
  public func gaps(in language: Language) -> [EdofGap] {
    notes.map {
      EdofGap(
        severity: $0.severity, offer: numero, intitule: intitule, action: $0.action, session: $0.session,
        element: $0.element, line: Int($0.position.line), message: $0.message(language),
        provide: $0.provide(language))
    }
  }
}
