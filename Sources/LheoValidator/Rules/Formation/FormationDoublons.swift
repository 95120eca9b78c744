import LheoModel

extension Rule {
  static let formationNumeroDouble = Rule(
    "formation/numero-double", .qualite, .warning, blocks: [],
    message: Text("Le numéro de la formation est déjà utilisé.", "The number of the course is used already."),
    why: Text(
      "Ceux qui reçoivent le flux confondent deux formations de même numéro.",
      "Those who receive the feed take two courses with the same number for one."),
    repair: Text(
      "Donnez une valeur différente à l'attribut numero de chaque formation, ou réunissez-les en une seule.",
      "Give the attribute numero of each course a different value, or merge them into one."),
    form: .reportToCarif,
    source: .lheo(.formation),
    triggering: .second("deux formations 04_9001F", "two courses 04_9001F") {
      $0.numero = "04_9001F"
      $0.intituleFormation = "Titre professionnel solier moquettiste"
    },
    repaired: { $0.numero = "04_9002F" },
    passing: .second("un autre numéro", "another number") {
      $0.intituleFormation = "Titre professionnel solier moquettiste"
    },
    check: .formation { context in
      let formation = context.formationPointer
      guard
        let seen = context.seen(
          formation.pointee.numero, of: .formation, at: formation.pointee, isLive: context.isToCome)
      else { return }
      context.hasKnownNumero = true
      context.report(at: formation.pointee, seen)
    })

  // After formation/numero-double, which says of the same offer that it is a copy.
  static let formationDoublon = Rule(
    "formation/doublon", .qualite, .warning, blocks: [],
    message: Text(
      "Cette formation existe déjà dans le flux, avec le même organisme et la même certification.",
      "This course is in the feed already, with the same body and the same certification."),
    why: Text(
      "Une nouvelle session s'ajoute à la formation qui existe déjà ; une formation en double trompe le public.",
      "A new session is added to the course that exists already; a course that is there twice misleads the public."),
    repair: Text(
      "Mettez ses sessions dans la formation qui existe déjà, ou distinguez les deux dans <intitule-formation>.",
      "Put its sessions in the course that exists already, or tell the two apart in <intitule-formation>."),
    form: .field(
      .formations, "ajoutez la session à la formation qui existe déjà, ou distinguez les deux par leur « Intitulé ».",
      "add the session to the course that exists already, or tell the two apart by their « Intitulé »."),
    source: .guide("Ajouter une nouvelle formation", 650, words: "n'existe pas déjà"),
    triggering: .second("même intitulé, certification et organisme", "same title, certification and body"),
    .second("l'intitulé ne diffère que par la casse et les espaces", "the title differs in case and spaces only") {
      $0.intituleFormation = "TITRE  professionnel Plaquiste"
    },
    .second("l'intitulé ne diffère que par un point final", "the title differs in a full stop at the end only") {
      $0.intituleFormation = "Titre professionnel plaquiste."
    },
    repaired: { $0.intituleFormation = "Titre professionnel plaquiste - perfectionnement" },
    passing: .second("une autre certification", "another certification") {
      $0.certifications = [Certification(codeRNCP: "RNCP37278")]
    },
    morePassing: [
      .second("un autre organisme", "another body") {
        $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000200007"
      },
      .second("toutes ses sessions terminées", "all of its sessions are over") {
        $0.session.periode = Periode(debut: "20250101", fin: "20250630")
      },
    ],
    check: .formation { context in
      let title = context.formation.intituleFormation
      // What is over stays as it is.
      guard !title.isAbsent, !title.text.isBlank, context.dispositifs.count > 0,
        let seen = context.memory.note(
          context.courseKey, of: .cours, line: context.formation.position.line, isLive: true),
        !context.hasKnownNumero
      else { return }
      let text = title.trimmedText
      context.report(
        at: title, found: text, shown: seen.shown(text, Text("déjà vu", "seen already")),
        expected: Text("une seule formation, avec toutes ses sessions", "a single course, with all of its sessions"))
    })
}

extension RuleContext {
  /// Whether a session of the offer is not over, or it has none yet.
  fileprivate var isToCome: Bool {
    dispositifs.count > 0 || !formationPointer.pointee.actions.containsPointer { !$0.pointee.sessions.isEmpty }
  }

  /// A hash of the title, the certifications and the body of the offer.
  fileprivate var courseKey: Int {
    var hash = FNV()
    formation.intituleFormation.text.withBytes { hash.combineTitle($0) }
    for certification in formation.certifications {
      (certification.codeRNCP ?? certification.codeRS ?? certification.codeCERTIFINFO)?.text.withBytes { bytes in
        for byte in bytes where byte.isDigit { hash.combine(byte) }
      }
      hash.combine(certification.codeRNCP != nil ? 1 : 2)
    }
    let organisme = formation.organismeFormationResponsable
    hash.combine(organisme.siretOrganismeFormation.siret.trimmedText)
    hash.combine(organisme.numeroActivite.trimmedText)
    hash.combine(isApprentissage ? 1 : 0)
    return Int(truncatingIfNeeded: hash.value)
  }
}

extension FNV {
  /// Combines a title without regard to case, to how much white space there is and to a full stop at its end.
  fileprivate mutating func combineTitle(_ bytes: UnsafeBufferPointer<UInt8>) {
    var previous: UInt8 = 0x20
    let end = bytes.lastIndex { $0 > 0x20 && $0 != UInt8(ascii: ".") } ?? -1
    for byte in bytes[...end] {
      var letter = byte
      switch byte {
      case 0x09...0x0D: letter = 0x20
      case 0x41...0x5A: letter = byte | 0x20
      // The second byte of À to Þ.
      case 0x80...0x9E where previous == 0xC3: letter = byte | 0x20
      default: break
      }
      if letter != 0x20 || previous != 0x20 { combine(letter) }
      previous = letter
    }
    if previous != 0x20 { combine(0x20 as UInt8) }
  }
}

extension Example {
  /// An offer that comes after the example offer, of which it is a copy with numbers of its own.
  static func second(
    _ label: Language.French, _ english: Language.English,
    _ change: @escaping @Sendable (inout Formation) -> Void = { _ in }
  ) -> Example {
    Example(label, english, after: [.example]) {
      $0.numero = "04_9002F"
      $0.action.numero = "04_9002A"
      $0.session = $0.renumbered($0.session, 2)
      change(&$0)
    }
  }
}
