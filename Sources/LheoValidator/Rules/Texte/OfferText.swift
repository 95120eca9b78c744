import LheoModel

/// A text that people read, and what rules may find in it.
struct OfferText {
  let leaf: UnsafePointer<TextLeaf>
  let marks: Marks

  /// What stands in a text, looked for once for all rules.
  struct Marks: OptionSet {
    let rawValue: UInt8

    /// < or &.
    static let markup = Marks(rawValue: 1)
    /// Something that starts a control character, a space without width, private use or a replacement.
    static let odd = Marks(rawValue: 2)
    /// Something that UTF-8 read as Latin-1 has.
    static let mojibake = Marks(rawValue: 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      var found: UInt8 = 0
      if let base = bytes.baseAddress {
        let last = bytes.count - 1
        // Without an early end, many bytes are looked at at once.
        for index in 0..<max(last - 1, 0) {
          let (first, second, third) = (base[index], base[index + 1], base[index + 2])
          let isMarkup = first == 0x3C || first == 0x26
          let isOdd =
            first >= 0xEE || first == 0xC2 && second < 0xA0 || first == 0xE2 && second == 0x80 && third == 0x8B
          let isMojibake = first == 0xC3 && Mojibake.isStart(second, third)
          found |= (isMarkup ? 1 : 0) | (isOdd ? 2 : 0) | (isMojibake ? 4 : 0)
        }
        // What is odd has two bytes at least; markup is longer than that.
        if last > 0, base[last - 1] == 0xC2, base[last] < 0xA0 { found |= 2 }
        if last > 0, base[last - 1] == 0xC3, base[last] == 0x83 { found |= 4 }
      }
      rawValue = found
    }
  }
}

extension RuleContext {
  /// The texts of the offer in which rules may find something, but those of sessions that are over.
  func findTexts() -> [OfferText] {
    var texts: [OfferText] = []
    func add(_ leaf: UnsafePointer<TextLeaf>) {
      let marks = leaf.pointee.text.withBytes(OfferText.Marks.init)
      if !marks.isEmpty { texts.append(OfferText(leaf: leaf, marks: marks)) }
    }
    func add(_ leaf: UnsafePointer<TextLeaf?>) { if leaf.pointee != nil { add(leaf.wrapped()) } }
    let formation = formationPointer
    add(formation.field(\.intituleFormation))
    add(formation.field(\.objectifFormation))
    add(formation.field(\.resultatsAttendus))
    add(formation.field(\.contenuFormation))
    let organisme = formation.field(\.organismeFormationResponsable)
    add(organisme.field(\.nomOrganisme))
    add(organisme.field(\.raisonSociale))
    formation.pointee.actions.forEachPointer { action in
      guard hasSessionsToCome(action) else { return }
      add(action.field(\.rythmeFormation))
      add(action.field(\.infoPublicVise))
      add(action.field(\.modalitesAlternance))
      add(action.field(\.conditionsSpecifiques))
      add(action.field(\.modalitesRecrutement))
      add(action.field(\.modalitesPedagogiques))
      add(action.field(\.fraisRestants))
      add(action.field(\.detailConditionsPriseEnCharge))
      action.pointee.lieuxDeFormation.forEachPointer { lieu in
        add(lieu.field(\.coordonnees.nom))
        let adresse = lieu.field(\.coordonnees.adresse)
        guard adresse.pointee != nil else { return }
        adresse.wrapped().field(\.lignes).pointee.forEachPointer { add($0) }
        add(adresse.wrapped().field(\.ville))
      }
      action.pointee.sessions.forEachPointer { session in
        if isOver(session) { return }
        session.pointee.recrutements.forEachPointer { recrutement in
          add(recrutement.field(\.commentaire))
          add(recrutement.field(\.infosPerimetreRecrutement))
        }
      }
    }
    return texts
  }
}
