/// Commands that change sessions.
extension CommandHelp {
  static let session = CommandHelp(
    said("Dupliquer ou fermer des sessions d'un flux.", "Duplicates or closes sessions of a feed."))

  static let sessionDuplicate = CommandHelp(
    said("Dupliquer des sessions à d'autres dates.", "Duplicates sessions to other dates."),
    explanation: said(
      """
      La copie est mise après sa session, avec un numéro qu'aucune session du flux n'a. Le flux est lu deux fois. Sans -o, \
      la copie est seulement montrée.
      """,
      """
      The copy is put after its session, with a number that no session of the feed has. The feed is read twice. Without \
      -o the copy is only shown.
      """),
    examples: """
      lheo-tool session duplicate feed.xml --numero '04_*' --shift 364
      lheo-tool session duplicate feed.xml --numero 04_123S --start 2027-09-01 --end 2028-06-30 --new-numero 04_124S -o new.xml
      """)

  static let sessionClose = CommandHelp(
    said(
      "Fermer le recrutement de sessions, et les terminer un jour donné.",
      "Closes the recruitment of sessions, and ends them on a day."),
    explanation: isOnlyShown,
    examples: """
      lheo-tool session close feed.xml --numero '04_123S;04_124S'
      lheo-tool session close feed.xml --numero 04_123S --end 2026-12-31 -o new.xml
      """)

  static let recruitment = CommandHelp(
    said(
      "Ouvrir, fermer ou suspendre le recrutement de sessions.",
      "Opens, closes or suspends the recruitment of sessions."))

  static let recruitmentOpen = changing(
    "open", said("Ouvrir le recrutement de sessions.", "Opens the recruitment of sessions."))
  static let recruitmentClose = changing(
    "close", said("Fermer le recrutement de sessions.", "Closes the recruitment of sessions."))
  static let recruitmentSuspend = changing(
    "suspend", said("Suspendre le recrutement de sessions.", "Suspends the recruitment of sessions."))

  private static func changing(_ name: String, _ abstract: String) -> CommandHelp {
    CommandHelp(
      abstract, explanation: isOnlyShown,
      examples: """
        lheo-tool recruitment \(name) feed.xml --numero '04_123S;04_124S'
        lheo-tool recruitment \(name) feed.xml --numero '04_*' -o new.xml
        """)
  }

  private static let isOnlyShown = said(
    "Sans -o, le changement est seulement montré.", "Without -o the change is only shown.")
}
