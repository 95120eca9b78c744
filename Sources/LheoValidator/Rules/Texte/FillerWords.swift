/// What fills a field and says nothing.
package enum FillerWords {
  /// The words, in lower case without accents and signs.
  package static let all: Set = [
    "", "neant", "na", "nc", "ras", "x", "xx", "xxx", "sans objet", "aucun", "aucune", "a definir", "a completer",
    "a preciser", "a venir", "non renseigne", "non communique", "en cours", "test",
  ]
}
