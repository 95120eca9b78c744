/// The years of apprenticeship that a title names, as people write them: « 1ère, 2ème et 3ème année », « de la 1ère à la
/// 3ème année », « années 1 et 2 », « 2 ans », « 2nde, 1ère et terminale », « L3 ».
struct TitleYears {
  /// The years named by their rank.
  private(set) var years: Set<Int> = []
  /// Whether the title says how long it takes, or names a year without its rank.
  private var hasOthers = false

  /// Whether the title says years at all.
  var areNamed: Bool { !years.isEmpty || hasOthers }
  /// Whether a year is named whose rank is not known: « dernière année ».
  private(set) var areIncomplete = false

  // What has been read and may turn out to be years, or something else.
  private var group: [Int] = []
  /// Whether the group is of bare numbers, which may be a duration.
  private var isBare = true
  private var isDuration = false
  private var last: Int?
  private var isRange = false
  /// Whether « année » comes before its number.
  private var isAfterYear = false
  /// Whether the word before is none that years are said with: « niveau 4 ».
  private var isAfterNoun = false
  /// Whether the numbers after a diploma are those of its years: « BUT 1, 2 et 3 ».
  private var isAfterDiploma = false
  /// Whether what comes is the class that apprentices come from: « après la 3ème ».
  private var isAfterClass = false

  /// Reads a title in lower case without accents.
  init(_ foldedTitle: String) {
    if foldedTitle.isEmpty { return }
    let words = TitleWords(foldedTitle)
    for (index, word) in words.all.enumerated() {
      if word.followsDash {
        isRange = !group.isEmpty
        isAfterNoun = false
        if group.isEmpty { isAfterDiploma = false }
      }
      read(word.text, next: index + 1 < words.all.count ? words.all[index + 1].text : "", classes: words.classes)
    }
    if isAfterYear || !isBare { commit() }
  }

  private mutating func read(_ word: String, next: String, classes: [String: Int]) {
    if isAfterClass {
      isAfterClass = ["la", "une", "classe", "de"].contains(word)
    } else if let year = classes[word] {
      add(year)
      isBare = false
      commit()
    } else if let rank = TitleWords.rank(word) {
      add(rank)
      isBare = false
    } else if let number = TitleWords.number(word) {
      let isRank = TitleWords.endings.contains(next) && next != "de"
      let isYear = isRank || isAfterDiploma && !TitleWords.durations.contains(next)
      if isAfterNoun, !isYear, !TitleWords.afterNumbers.contains(next) { return }
      add(number)
      if isYear { isBare = false }
    } else {
      return readOther(word, next: next)
    }
    isAfterNoun = false
  }

  private mutating func readOther(_ word: String, next: String) {
    isAfterNoun = false
    switch word {
    case "annee", "annees":
      if group.isEmpty {
        isAfterYear = true
      } else if isBare, !isAfterYear, group.count == 1 || isDuration {
        discard(isDuration: true)
      } else {
        commit()
      }
    case "an", "ans", "1an", "2ans", "3ans", "4ans", "5ans":
      if isBare || isAfterDiploma { discard(isDuration: true) } else { commit() }
    case "mois": discard(isDuration: !group.isEmpty)
    case "apres":
      if isAfterYear || !isBare { commit() }
      discard(isDuration: false)
      isAfterClass = true
    case "a", "au": isRange = last != nil
    case "ou": isDuration = true
    case "et", "la", "le", "les", "l", "de", "puis": break
    case "en" where next != "apprentissage": break
    case "derniere" where next == "annee", "toutes" where next == "les", "toutes" where next == "annees":
      hasOthers = true
      areIncomplete = true
    case "l1", "l2", "l3", "m1", "m2", "but1", "but2", "but3", "bts1", "bts2": hasOthers = true
    default:
      if TitleWords.endings.contains(word), !group.isEmpty { return }
      if next == "mois", word.utf8.allSatisfy(\.isDigit) { hasOthers = true }
      // Ranks right before the mention are years, even without the word.
      if isAfterYear || !isBare && (word == "en" || isAfterDiploma) { commit() }
      discard(isDuration: false)
      last = nil
      isAfterYear = false
      isAfterNoun = true
      isAfterDiploma = word == "bts" || word == "but"
    }
  }

  private mutating func add(_ year: Int) {
    if isRange, let last, last < year { group += (last + 1)...year } else { group.append(year) }
    if isRange { isDuration = true }
    last = year
    isRange = false
  }

  private mutating func commit() {
    years.formUnion(group)
    discard(isDuration: false)
  }

  private mutating func discard(isDuration: Bool) {
    if isDuration { hasOthers = true }
    group = []
    isBare = true
    self.isDuration = false
  }
}

/// The words of a title.
private struct TitleWords {
  private(set) var all: [(text: String, followsDash: Bool)] = []
  /// The years that classes of a lycée are.
  let classes: [String: Int]

  init(_ foldedTitle: String) {
    var word = ""
    var followsDash = false
    for scalar in foldedTitle.unicodeScalars {
      if let letter = Self.letter(scalar) {
        word.unicodeScalars.append(letter)
        continue
      }
      if !word.isEmpty {
        all.append((word, followsDash))
        word = ""
        followsDash = false
      }
      if "-–—‑→>".unicodeScalars.contains(scalar) { followsDash = true }
    }
    if !word.isEmpty { all.append((word, followsDash)) }
    classes = Self.classes(of: Set(all.map(\.text)))
  }

  private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "a"..."z", "0"..."9": scalar
    // « 1ʳᵉ », « 2ᵉ », « 2ⁿᵈᵉ »
    case "ʳ": "r"
    case "ᵉ": "e"
    case "ⁿ": "n"
    case "ᵈ": "d"
    default: nil
    }
  }

  /// In a bac pro, « 1ère » without « année » is the class before « terminale ».
  private static func classes(of words: Set<String>) -> [String: Int] {
    let final = ["terminale": 3, "terminales": 3, "tle": 3]
    let lycee = final.merging([
      "seconde": 1, "2nde": 1, "2de": 1, "premiere": 2, "1ere": 2, "1re": 2,
    ]) { $1 }
    let hasYear = words.contains("annee") || words.contains("annees")
    let hasSeconde = !words.isDisjoint(with: ["seconde", "2nde", "2de"])
    let hasPremiere = !words.isDisjoint(with: ["premiere", "1ere", "1re"])
    if !words.isDisjoint(with: final.keys) { return hasSeconde || !hasYear ? lycee : final }
    let isBac =
      words.contains("baccalaureat") || words.contains("bac") && !words.isDisjoint(with: ["pro", "professionnel"])
    let hasRanks = !words.isDisjoint(with: ["2eme", "2e", "3eme", "3e", "deuxieme", "troisieme"])
    return !hasYear && !hasRanks && (isBac || hasSeconde && hasPremiere) ? lycee : [:]
  }

  /// « 1ère », « deuxième ».
  static func rank(_ word: String) -> Int? {
    if let rank = ranks[word] { return rank }
    guard let first = word.utf8.first, (0x31...0x39).contains(first), endings.contains(String(word.dropFirst()))
    else { return nil }
    return Int(first - 0x30)
  }

  /// « 1 », « deux ».
  static func number(_ word: String) -> Int? {
    if let number = numbers[word] { return number }
    guard word.utf8.count == 1, let digit = word.utf8.first, (0x31...0x39).contains(digit) else { return nil }
    return Int(digit - 0x30)
  }

  /// What follows the digit of a rank.
  static let endings: Set<String> = ["ere", "re", "er", "iere", "e", "eme", "me", "ieme", "nde", "nd", "de"]
  private static let ranks = [
    "premiere": 1, "premier": 1, "deuxieme": 2, "seconde": 2, "second": 2, "troisieme": 3, "quatrieme": 4,
    "cinquieme": 5, "1a": 1, "2a": 2, "3a": 3, "4a": 4, "5a": 5,
  ]
  /// What makes of a number a duration.
  static let durations: Set<String> = ["an", "ans", "annee", "annees", "mois"]
  /// What makes of a number after a noun one of years: « plaquiste 1 an ».
  static let afterNumbers: Set<String> = ["an", "ans", "annee", "annees", "et", "ou", "a", "mois"]
  private static let numbers = ["un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5]
}

extension String {
  /// Whether a title in lower case without accents says « (en apprentissage) », however it is spaced.
  var saysApprentissage: Bool {
    var words = self[...].utf8
    while let open = words.firstIndex(of: UInt8(ascii: "(")) {
      words = words[words.index(after: open)...]
      if let close = words.firstIndex(of: UInt8(ascii: ")")),
        words[..<close].split(whereSeparator: \.isSpace).elementsEqual(
          ["en", "apprentissage"],
          by: {
            $0.elementsEqual($1.utf8)
          })
      {
        return true
      }
    }
    return false
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
