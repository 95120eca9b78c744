import LheoModel

extension DropLimit.Loss {
  /// What is lost, in words.
  public func message(in language: Language) -> String {
    switch self {
    case .offers(let before, let after):
      language(
        "Il n'y a plus que \(after, "offre(s)"), au lieu de \(before).",
        "There are only \(after, "offer(s)") left of \(before).")
    case .organisme(let name, let offers):
      language(
        "L'organisme \(name) n'a plus d'offre ; il en avait \(offers).",
        "The training body \(name) has no offer left; it had \(offers).")
    }
  }
}

extension DropLimit {
  /// Losses in words, a line each; of many only the first twenty.
  public static func messages(_ losses: [Loss], in language: Language) -> [String] {
    let shown = losses.prefix(20).map { $0.message(in: language) }
    let rest = losses.count - shown.count
    return rest == 0 ? shown : shown + [language("… et \(rest, "autre(s)").", "… and \(rest) more.")]
  }
}
