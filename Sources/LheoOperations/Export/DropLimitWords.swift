import LheoModel

extension DropLimit.Loss {
  /// What is lost, in words.
  public func message(in language: Language) -> String {
    switch self {
    case .offers(let before, let after):
      language(
        "Le nouveau flux aurait \(after, "offre(s)"), au lieu de \(before) dans celui qu'il remplace.",
        "The new feed would have \(after, "offer(s)") instead of \(before) in the one that it replaces.")
    case .organisme(let name, let offers):
      language(
        "L'organisme \(name) n'aurait plus d'offre ; il en avait \(offers).",
        "The training body \(name) would have no offer; it had \(offers).")
    }
  }
}
