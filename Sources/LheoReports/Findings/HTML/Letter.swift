import LheoModel

/// What is said to those who get a page: who sends it, what for, until when, and whom to ask.
public struct Letter: Sendable, Hashable {
  /// Who sends the page.
  public var sender: String?
  /// What is said first; each line is a paragraph.
  public var intro = ""
  /// The day before which offers are to be corrected.
  public var answerBy: PartialDate?
  /// An e-mail address, or other words, for questions.
  public var contact: String?
  /// A picture as a `data:` URI.
  public var logo: String?

  /// A letter that says nothing.
  public init() {}
}
