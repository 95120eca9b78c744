import LheoModel
import LheoValidator

/// The offers that several feeds of a run have: of two partners, or sent twice.
public struct RepeatedOffers: Sendable {
  /// Where an offer is.
  public struct Place: Sendable, Hashable {
    /// The feed.
    public let file: String
    /// The line on which it starts.
    public let line: Int
  }

  /// An offer that is in several feeds.
  public struct Offer: Sendable, Hashable {
    /// Its number.
    public let numero: String
    /// Where it is, once for each feed; no more than are named.
    public internal(set) var places: [Place]
    /// In how many feeds it is.
    public internal(set) var feedCount: Int
  }

  /// How many numbers are remembered.
  static let maximumNumbers = 2_000_000
  /// How many offers are named, and in how many feeds each.
  static let (maximumOffers, maximumPlaces) = (1_000, 20)

  private var files: [String] = []
  /// Where each number was first: in which feed, on which line.
  private var first: [String: (file: Int32, line: Int32)] = [:]
  private var named: [String: Int] = [:]
  private let maximumNumbers: Int
  /// The offers that are named, in the order in which they were found again.
  public private(set) var offers: [Offer] = []
  /// How many offers there are in several feeds.
  public private(set) var count = 0
  /// Whether there were more numbers than are remembered.
  public private(set) var isIncomplete = false
  private var repeated: Set<String> = []

  /// Of no feed.
  public init() { self.init(maximumNumbers: Self.maximumNumbers) }

  init(maximumNumbers: Int) { self.maximumNumbers = maximumNumbers }

  /// Takes the offers of the next feed.
  public mutating func add(_ summary: ValidationSummary) {
    let file = Int32(files.count)
    files.append(summary.file)
    // What a feed has twice is another matter.
    var own: Set<String> = []
    for offer in summary.offers where own.insert(offer.numero).inserted {
      guard let place = first[offer.numero] else {
        if first.count < maximumNumbers {
          first[offer.numero] = (file, Int32(clamping: offer.line))
        } else {
          isIncomplete = true
        }
        continue
      }
      note(offer, after: Place(file: files[Int(place.file)], line: Int(place.line)), in: summary.file)
    }
  }

  private mutating func note(_ offer: OfferNumber, after place: Place, in file: String) {
    if repeated.insert(offer.numero).inserted {
      count += 1
      guard offers.count < Self.maximumOffers else { return }
      named[offer.numero] = offers.count
      offers.append(Offer(numero: offer.numero, places: [place], feedCount: 1))
    }
    guard let index = named[offer.numero] else { return }
    offers[index].feedCount += 1
    if offers[index].places.count < Self.maximumPlaces {
      offers[index].places.append(Place(file: file, line: offer.line))
    }
  }

  /// How many there are, as a sentence.
  func sentence(in language: Language) -> String {
    let some = isIncomplete ? language("au moins ", "at least ") : ""
    return language(
      "Offres présentes dans plusieurs flux, sous le même numéro : \(some)\(count).",
      "Offers that are in several feeds, under the same number: \(some)\(count).")
  }
}

extension RepeatedOffers.Offer {
  /// Where it is, in words.
  func placesText(in language: Language) -> String {
    let named = places.map { place in
      language("\(place.file.visible), ligne \(place.line)", "\(place.file.visible), line \(place.line)")
    }
    let others = feedCount - places.count
    let more = others > 0 ? [language("\(others, "autre(s) flux")", "\(others, "other feed(s)")")] : []
    return (named + more).joined(separator: language(" ; ", "; "))
  }
}

extension RepeatedOffers {
  /// The lines of a text.
  func write(to page: TextPage) {
    if count == 0 { return }
    page.line()
    page.wrap(page.bold(sentence(in: page.language)))
    for offer in offers.prefix(Self.shownInText) {
      let places = offer.placesText(in: page.language)
      page.wrap(page.language("\(offer.numero.visible) : \(places)", "\(offer.numero.visible): \(places)"), indent: 2)
    }
    let rest = count - min(offers.count, Self.shownInText)
    if rest > 0 { page.line(page.language("  … et \(rest, "autre(s)").", "  … and \(rest) more.")) }
  }

  private static let shownInText = 20
}
