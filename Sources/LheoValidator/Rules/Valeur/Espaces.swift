import LheoModel

extension Rule {
  static let valeurEspaces = Rule(
    "valeur/espaces", .qualite, .info, blocks: [],
    message: Text(
      "La valeur est entourée d'espaces ou de retours à la ligne.", "The value has white space around it."),
    why: Text(
      "LHEO le permet pour un nombre, une date ou un code, mais certains logiciels refusent alors tout le flux.",
      "LHEO allows it around a number, a date or a code, but some programs then refuse the whole feed."),
    repair: Text(
      "Retirez les espaces autour de la valeur, par exemple dans <nb-places>.",
      "Remove the white space around the value, for example in <nb-places>."),
    form: .reportToCarif,
    source: .other(Text("XML Schema 1.0, partie 2, « whiteSpace »", "XML Schema 1.0, part 2, “whiteSpace”")),
    triggering: Example("nb-places = « 12 »", "nb-places = “ 12 ”") { $0.candidature.nbPlaces = " 12 " },
    Example("nb-places sur deux lignes", "nb-places on two lines") { $0.candidature.nbPlaces = "\n      12\n    " },
    repaired: { $0.candidature.nbPlaces = 12 },
    passing: Example("un intitulé entouré d'espaces", "a title with white space around it") {
      $0.intituleFormation = " Titre professionnel plaquiste "
    },
    check: .paddedValue { context in
      guard let (text, view) = context.value else { return }
      let trimmed = String(decoding: text.trimmed, as: UTF8.self)
      if trimmed.isEmpty { return }
      context.report(at: view, found: String(decoding: text, as: UTF8.self), expected: Text(verbatim: trimmed))
    })
}
