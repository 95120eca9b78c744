import LheoModel

/// What a repair changed, or would have changed.
public struct RepairNote: Sendable, Hashable {
  /// The rule it is named after.
  public var rule = ""
  /// The offer.
  public var formation: String?
  /// The line of the element, from 1; 0 where it is new.
  public var line: Int
  /// The element.
  public var element: Element
  /// What was there.
  public var before: String
  /// What is there now, or would be; `nil` if the element is gone.
  public var after: String?
  /// The rule that the offer would break if the repair were made; it was not. `nil` for a repair that was made.
  public var obstacle: String?

  /// Whether the repair was made.
  public var isMade: Bool { obstacle == nil }
}
