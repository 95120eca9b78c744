import LheoModel
import LheoSchema

/// Which part of a split feed an offer goes into.
public struct FeedSplitter {
  /// What parts are made by.
  public enum Criterion: Sendable {
    /// So many offers a part.
    case count(Int)
    /// So many bytes a part, as its offers are written; an offer is never cut.
    case bytes(Int)
    /// A part for each responsible body, by SIRET.
    case organisme
    /// A part for each department of the first place of training.
    case departement
  }

  private let criterion: Criterion
  private var number = 1
  private var filled = 0

  /// A splitter by that criterion.
  public init(_ criterion: Criterion) { self.criterion = criterion }

  /// Whether a part is done as soon as the next one starts.
  public var partsFollowEachOther: Bool {
    switch criterion {
    case .count, .bytes: true
    case .organisme, .departement: false
    }
  }

  /// The name of the part for an offer of so many bytes: `0001`, a SIRET, a department, or `inconnu`. Only letters and
  /// digits, whatever the feed says.
  public mutating func part(of offer: ElementBuffer, bytes: Int) -> String {
    switch criterion {
    case .count(let maximum): return numbered(1, maximum)
    case .bytes(let maximum): return numbered(bytes, maximum)
    case .organisme:
      return safe(offer.root.responsibleSIRET?.trimmedText)
    case .departement:
      let adresse = offer.root.elements.first { $0.element == .lieuDeFormation }?.child(.coordonnees)?.child(.adresse)
      return safe(adresse.flatMap { Adresse(decoding: $0).departementCode })
    }
  }

  private mutating func numbered(_ size: Int, _ maximum: Int) -> String {
    if filled > 0, size > maximum - filled {
      number += 1
      filled = 0
    }
    filled += size
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func safe(_ name: String?) -> String {
    let letters = (name ?? "").unicodeScalars.filter {
      $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
    return letters.isEmpty ? "inconnu" : String(String.UnicodeScalarView(letters.prefix(20)))
  }
}
