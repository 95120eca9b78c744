import LheoModel

import LheoParser
import LheoSchema

/// The severity of a finding.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// Worth knowing.
  case info
  /// The offer is poorer or may be misunderstood.
  case warning
  /// The offer, or a part of it, is refused or hidden.
  case error

  private var rank: Int { self == .info ? 0 : self == .warning ? 1 : 2 }

  /// From the least to the most severe.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// Something in a feed that a person should look at.
public struct Finding: Sendable, Hashable, Codable {
  /// The rule, such as `schema/element-manquant`.
  public var rule: String
  /// How severe it is.
  public var severity: Severity
  /// What is wrong, as a sentence.
  public var message: String
  /// What is wrong, as a sentence for who types in OFeli's form: it names no elements.
  public var formMessage: String
  /// What to do, as a sentence for who edits XML.
  public var fix: String
  /// What to do, as a sentence for who types in OFeli's form: screen, block, field.
  public var formFix: String
  /// What was found.
  public var value: String?
  /// What is expected.
  public var expected: String?
  /// What was found, as people write it.
  public var formValue: String?
  /// What is expected, in words that name no elements.
  public var formExpected: String?
  /// The name of the element it is about; for a missing element, the missing one.
  public var element: String
  /// The path of that element; for a missing element, its parent's.
  public var path: String
  /// The line of the start tag, from 1; 0 when the offer was not read from a feed. For a missing element, its parent's.
  public var line: Int
  /// The character in the line, from 1.
  public var column: Int
  /// The row of a table that the element was made of, where offers come from tables.
  public var row: RowPlace?
  /// The `numero` of the formation around it.
  public var formation: String?
  /// The title of the formation around it.
  public var intitule: String?
  /// The `numero` of the action around it.
  public var action: String?
  /// The `numero` of the session around it.
  public var session: String?
  /// When and where the session around it takes place, or the sessions of the action.
  public var place: SessionContext?
  /// The body responsible for the formation around it.
  public var organisme: OrganismeContext?
  /// Who says so: a section of the guide or of the schema.
  public var source: String

  /// A finding from its parts.
  public init(
    rule: String, severity: Severity, message: String, formMessage: String? = nil, fix: String, formFix: String,
    value: String? = nil, expected: String? = nil, formValue: String? = nil, formExpected: String? = nil,
    element: String, path: String, line: Int, column: Int, formation: String? = nil, intitule: String? = nil,
    action: String? = nil, session: String? = nil, place: SessionContext? = nil, organisme: OrganismeContext? = nil,
    source: String
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.formMessage = formMessage ?? message
    self.fix = fix
    self.formFix = formFix
    self.value = value
    self.expected = expected
    self.formValue = formValue ?? value
    self.formExpected = formExpected ?? expected?.namingLabels
    self.element = element
    self.path = path
    self.line = line
    self.column = column
    self.formation = formation
    self.intitule = intitule
    self.action = action
    self.session = session
    self.place = place
    self.organisme = organisme
    self.source = source
  }
}

extension String {
  /// The text with labels in place of elements: Ville for `<ville>`.
  var namingLabels: String {
    guard utf8.contains(UInt8(ascii: "<")) else { return self }
    let parts = utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).map { Substring($0) }
    return parts.dropFirst().reduce(into: String(parts[0])) { text, part in
      guard let end = part.utf8.firstIndex(of: UInt8(ascii: ">")),
        let element = LheoModel.Element(name: String(part[..<end]))
      else {
        text += "<" + part
        return
      }
      text += element.label + part[part.utf8.index(after: end)...]
    }
  }
}
