import LheoModel

/// What rules across offers remember of a feed: 64 bits of hash and a line for each number.
final class FeedMemory {
  /// What a number is that of.
  enum Kind: Int, CaseIterable {
    case session, recrutement, formation, action
    /// Title, certifications and body of an offer, by a hash.
    case cours
    /// The category of an accompaniment to a VAE.
    case categorie
    /// The body of a file of EDOF, of which there may be one.
    case organisme
    /// Another body in a file of EDOF, which is reported once.
    case autreOrganisme
    /// An action as EDOF compares it, with a duration near its own, by a hash.
    case actionEdof
  }

  /// Where a number was seen first, in four bytes: there are millions.
  struct Place {
    private let packed: UInt32

    init(line: UInt32, isLive: Bool) { packed = min(line, .max >> 1) << 1 | (isLive ? 1 : 0) }

    var line: UInt32 { packed >> 1 }
    /// Whether it counts for what is to come: two numbers of sessions that are over harm nobody.
    var isLive: Bool { packed & 1 == 1 }

    /// A number and where it was seen, for people.
    func shown(_ numero: String, _ seen: Text) -> Text {
      // What was not read from a feed has no line.
      line == 0
        ? Text("\(numero), \(seen.french)", "\(numero), \(seen.english)")
        : Text("\(numero), \(seen.french) ligne \(line)", "\(numero), \(seen.english) on line \(line)")
    }
  }

  /// A number and where it stands.
  struct Note {
    let kind: Kind
    let key: Int
    let place: Place
  }

  private var places = [[Int: Place]](repeating: [:], count: Kind.allCases.count)
  /// Whether numbers are only written down, for another memory to say whether they are known.
  private let isDeferred: Bool
  private var notes: [Note] = []

  init(isDeferred: Bool = false) { self.isDeferred = isDeferred }

  /// Notes a number; where it was seen before, if one of the two is live.
  func note(_ numero: String, of kind: Kind, line: UInt32, isLive: Bool) -> Place? {
    var hasher = Hasher()
    hasher.combine(numero)
    return note(hasher.finalize(), of: kind, line: line, isLive: isLive)
  }

  /// Notes the hash of something; where it was seen before, if one of the two is live.
  func note(_ key: Int, of kind: Kind, line: UInt32, isLive: Bool) -> Place? {
    let note = Note(kind: kind, key: key, place: Place(line: line, isLive: isLive))
    if isDeferred {
      notes.append(note)
      return nil
    }
    guard let first = add(note), first.isLive || isLive else { return nil }
    // A number that is over, seen again later, is that of a live one between.
    if !first.isLive { places[kind.rawValue][key] = note.place }
    return first
  }

  /// Forgets all: what comes is another feed.
  func forget() { for kind in places.indices { places[kind].removeAll(keepingCapacity: true) } }

  /// What has been written down since the last call.
  func takeNotes() -> [Note] {
    defer { notes.removeAll() }
    return notes
  }

  /// Notes numbers that another memory wrote down, unless one of them is known already: then none is noted.
  func addIfNew(_ notes: [Note]) -> Bool {
    var added: [Note] = []
    for note in notes {
      let isNew = places[note.kind.rawValue][note.key] == nil
      if add(note) != nil {
        for note in added { places[note.kind.rawValue][note.key] = nil }
        return false
      }
      if isNew { added.append(note) }
    }
    return true
  }

  private func add(_ note: Note) -> Place? {
    if note.kind == .organisme, let first = places[note.kind.rawValue].first {
      // It is another one that harms.
      return first.key == note.key ? nil : first.value
    }
    if let first = places[note.kind.rawValue][note.key] { return first }
    places[note.kind.rawValue][note.key] = note.place
    return nil
  }
}
