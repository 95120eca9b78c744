/// The tool itself, and its commands that say what there is.
extension CommandHelp {
  static let tool = CommandHelp(
    said(
      "Contrôler, convertir et écrire des flux LHEO 2.3, l'XML des offres de formation françaises.",
      "Validates, converts and writes LHEO 2.3 feeds, the XML of French training offers."),
    examples: """
      lheo-tool validate feed.xml               \(said("ce qui ne va pas, offre par offre", "what is wrong, offer by offer"))
      lheo-tool convert feed.xml --to csv       \(said("ses sessions en une table", "its sessions as a table"))
      lheo-tool convert feed.xml --to ndjson    \(said("ses offres en JSON, une par ligne", "its offers as JSON, one a line"))
      lheo-tool export offers.ndjson -o f.xml   \(said("un flux, si les offres sont valides", "a feed, if the offers are valid"))
      lheo-tool explain recrutement/rdvi-places \(said("pourquoi une règle, comment réparer", "why a rule is there, how to repair"))
      lheo-tool schema session                  \(said("ce que LHEO dit d'un élément", "what LHEO says of an element"))
      lheo-tool completions bash                \(said("la complétion de bash, zsh ou fish", "completions for bash, zsh or fish"))
      """,
    end: list(
      said("CODES DE RETOUR", "EXIT CODES"),
      """
      0         \(said("tout va bien", "done"))
      1         \(said("constats", "findings"))
      2         \(said("une entrée ou une sortie a échoué", "an input or output failed"))
      64        \(said("erreur d'usage", "wrong usage"))
      130, 143  \(said("interrompu", "interrupted"))
      """))

  static let completions = CommandHelp(
    said(
      "Écrire ce dont un shell a besoin pour compléter commandes, options et noms de règles.",
      "Writes what a shell needs to complete commands, options and names of rules."),
    explanation: said(
      "make install et le paquet Debian les mettent à leur place. À la main, comme ci-dessous ; zsh demande aussi fpath+=~/.zfunc avant compinit dans ~/.zshrc.",
      "make install and the Debian package put them in their place. By hand, as below; zsh also needs fpath+=~/.zfunc before compinit in ~/.zshrc."
    ),
    examples: """
      lheo-tool completions bash > ~/.local/share/bash-completion/completions/lheo-tool
      lheo-tool completions zsh > ~/.zfunc/_lheo-tool
      lheo-tool completions fish > ~/.config/fish/completions/lheo-tool.fish
      """)

  static let doctor = CommandHelp(
    said(
      "Dire quelles versions, limites, réglages et référentiels servent, et si quelque chose manque.",
      "Says which versions, limits, settings and registers are in use, and whether something is missing."),
    explanation: said("Joindre son résultat à un signalement.", "Put its output into a bug report."),
    examples: """
      lheo-tool doctor
      lheo-tool doctor --format json
      """)

  static let rules = CommandHelp(
    said("Lister les règles que validate contrôle.", "Lists the rules that validate checks."),
    examples: """
      lheo-tool rules
      lheo-tool rules --profile france-travail --severity error
      lheo-tool rules --family schema
      lheo-tool rules --family adresse --format markdown
      lheo-tool explain recrutement/rdvi-places     \(said("une règle, en entier", "one rule, in full"))
      """)

  static let explain = CommandHelp(
    said(
      "Expliquer une règle : ce qu'elle trouve, pourquoi, comment réparer, avec des exemples ; ou une réparation.",
      "Explains a rule: what it finds, why, how to repair it, with examples; or a repair."),
    examples: """
      lheo-tool explain recrutement/rdvi-places
      lheo-tool explain schema/longueur --lang en
      lheo-tool explain ordre/datemaj               \(said("une réparation sans règle", "a repair without a rule"))
      """)

  static let schema = CommandHelp(
    said(
      "Expliquer les éléments de LHEO : à quoi ils servent, ce qu'ils peuvent contenir, leurs codes.",
      "Explains the elements of LHEO: what they are for, what may stand in them, their codes."),
    examples: """
      lheo-tool schema                  \(said("tous les éléments", "all elements"))
      lheo-tool schema session          \(said("un élément, ses enfants et attributs", "one element, its children and attributes"))
      lheo-tool schema etat-recrutement \(said("ses codes", "its codes"))
      lheo-tool schema session --format json
      """)

  static let tables = CommandHelp(
    said(
      "Lister les tables que convert écrit, et leurs colonnes.",
      "Lists the tables that convert writes, and their columns."),
    examples: """
      lheo-tool tables
      lheo-tool tables sessions
      lheo-tool tables sessions --format json
      """)
}
