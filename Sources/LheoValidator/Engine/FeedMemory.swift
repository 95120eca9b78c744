/// What rules across offers remember of a feed: 64 bits of hash and a line for each number.
final class FeedMemory {
  /// What a number is that of.
  enum Kind: Int, CaseIterable {
    case session, recrutement, formation, action
    /// Title, certifications and body of an offer, by a hash.
    case cours
  }

  /// A number and where it stands.
  struct Note {
    let kind: Kind
    let key: Int
    let line: UInt32
  }

  private var lines = [[Int: UInt32]](repeating: [:], count: Kind.allCases.count)
  /// Whether numbers are only written down, for another memory to say whether they are known.
  private let isDeferred: Bool
  private var notes: [Note] = []

  init(isDeferred: Bool = false) { self.isDeferred = isDeferred }

  /// Notes a number; the line where it was seen before.
  func note(_ numero: String, of kind: Kind, line: UInt32) -> UInt32? {
    var hasher = Hasher()
    hasher.combine(numero)
    return note(hasher.finalize(), of: kind, line: line)
  }

  /// Notes the hash of something; the line where it was seen before.
  func note(_ key: Int, of kind: Kind, line: UInt32) -> UInt32? {
    let note = Note(kind: kind, key: key, line: line)
    if isDeferred {
      notes.append(note)
      return nil
    }
    return add(note)
  }

  /// What has been written down since the last call.
  func takeNotes() -> [Note] {
    defer { notes.removeAll() }
    return notes
  }

  /// Notes numbers that another memory wrote down, unless one of them is known already: then none is noted.
  func addIfNew(_ notes: [Note]) -> Bool {
    for (index, note) in notes.enumerated() where add(note) != nil {
      for added in notes[..<index] { lines[added.kind.rawValue][added.key] = nil }
      return false
    }
    return true
  }

  private func add(_ note: Note) -> UInt32? {
    if let first = lines[note.kind.rawValue][note.key] { return first }
    lines[note.kind.rawValue][note.key] = note.line
    return nil
  }
}
