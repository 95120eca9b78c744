import LheoModel
import LheoRegisters
import LheoValidator

extension Repair {
  /// Codes of communes that have merged: that of the commune of today, where there is one only.
  static let mergedCommune = Repair(
    "adresse/insee-ancien", "Écrit le code INSEE de la commune d'aujourd'hui, après une fusion.",
    "Writes the INSEE code of the commune of today, after a merger.",
    .registers([.communes]) { formation, answers in
      formation.replaceINSEECodes { sheet in
        guard sheet.commune == nil, case .replaced(let commune, _) = sheet.fate else { return nil }
        return commune.code
      } from: {
        answers.commune($0)
      }
    })

  /// Codes of communes that are part of others.
  static let partOfCommune = Repair(
    "adresse/insee-deleguee", "Écrit le code INSEE de la commune, et non celui d'une commune déléguée ou associée.",
    "Writes the INSEE code of the commune, not that of a commune that is part of it.",
    .registers([.communes]) { formation, answers in
      formation.replaceINSEECodes { sheet in
        guard sheet.commune?.kind.isFormer == true, case .replaced(let commune, _) = sheet.fate else { return nil }
        return commune.code
      } from: {
        answers.commune($0)
      }
    })

  /// Codes of communes that are missing, where postcode and town leave one only.
  static let communeOfPostcode = Repair(
    "adresse/insee-absent", "Ajoute le code INSEE, si le code postal et la ville ne laissent qu'une commune.",
    "Adds the INSEE code, if postcode and town leave one commune only.",
    .registers([.codesPostaux]) { formation, answers in
      var notes: [RepairNote] = []
      formation.forEachAdresse { adresse in
        guard adresse.codeINSEECommune == nil, adresse.isInFrance,
          let postcode = PackedCode(adresse.codepostal.text).flatMap({ answers.postcode($0) }),
          let code = postcode.commune(named: adresse.ville.text)
        else { return }
        adresse.codeINSEECommune = TextLeaf(code)
        notes.append(
          RepairNote(line: Int(adresse.position.line), element: .codeINSEECommune, before: "", after: code))
      }
      return notes
    })

  /// Coordinates in the wrong order, where the right one puts the point into the commune.
  static let swappedCoordinates = Repair(
    "adresse/coordonnees-inversees", "Échange latitude et longitude, si le point est alors dans la commune.",
    "Swaps latitude and longitude, if the point is in the commune then.",
    .registers([.positions]) { formation, answers in
      var notes: [RepairNote] = []
      formation.forEachAdresse { adresse in
        guard let place = adresse.geolocalisation, adresse.isInFrance,
          let position = adresse.codeINSEECommune.flatMap({ PackedCode($0.text) }).flatMap({ answers.commune($0) })?
            .position, position.box != nil, let latitude = Double(place.latitude.trimmedText),
          let longitude = Double(place.longitude.trimmedText), (-90...90).contains(longitude),
          position.distance(latitude: longitude, longitude: latitude) < 2,
          !((-90...90).contains(latitude) && position.distance(latitude: latitude, longitude: longitude) < 2)
        else { return }
        adresse.geolocalisation?.latitude.text = place.longitude.text
        adresse.geolocalisation?.longitude.text = place.latitude.text
        for (leaf, element, after) in [
          (place.latitude, Element.latitude, place.longitude.text),
          (place.longitude, Element.longitude, place.latitude.text),
        ] {
          notes.append(RepairNote(line: Int(leaf.position.line), element: element, before: leaf.text, after: after))
        }
      }
      return notes
    })
}

extension Formation {
  /// Replaces INSEE codes in France by what `replacement` makes of what is known of them.
  fileprivate mutating func replaceINSEECodes(
    _ replacement: (CommuneSheet) -> String?, from find: (PackedCode) -> CommuneSheet?
  ) -> [RepairNote] {
    var notes: [RepairNote] = []
    forEachAdresse { adresse in
      guard let leaf = adresse.codeINSEECommune, adresse.isInFrance, let sheet = PackedCode(leaf.text).flatMap(find),
        let code = replacement(sheet), code != leaf.trimmedText
      else { return }
      adresse.codeINSEECommune?.text = code
      notes.append(
        RepairNote(line: Int(leaf.position.line), element: .codeINSEECommune, before: leaf.text, after: code))
    }
    return notes
  }

  /// Calls `body` with each address of the offer.
  mutating func forEachAdresse(_ body: (inout Adresse) -> Void) {
    func visit(_ coordonnees: inout Coordonnees) {
      if var adresse = coordonnees.adresse {
        body(&adresse)
        coordonnees.adresse = adresse
      }
    }
    for index in contactsFormation.indices { visit(&contactsFormation[index].coordonnees) }
    for index in actions.indices { actions[index].forEachAdresse(body, visit) }
    visit(&organismeFormationResponsable.coordonneesOrganisme.coordonnees)
    for index in organismeFormationResponsable.contactsOrganisme.indices {
      visit(&organismeFormationResponsable.contactsOrganisme[index].coordonnees)
    }
  }
}

extension Action {
  fileprivate mutating func forEachAdresse(
    _ body: (inout Adresse) -> Void, _ visit: (inout Coordonnees) -> Void
  ) {
    for index in lieuxDeFormation.indices { visit(&lieuxDeFormation[index].coordonnees) }
    if adresseInformation != nil { body(&adresseInformation!.adresse) }
    for index in organismesFormateurs.indices {
      for contact in organismesFormateurs[index].contactsFormateur.indices {
        visit(&organismesFormateurs[index].contactsFormateur[contact].coordonnees)
      }
    }
    for index in sessions.indices {
      if !sessions[index].adresseInscription.adresse.isAbsent { body(&sessions[index].adresseInscription.adresse) }
      for recrutement in sessions[index].recrutements.indices {
        if var adresse = sessions[index].recrutements[recrutement].adresse {
          body(&adresse)
          sessions[index].recrutements[recrutement].adresse = adresse
        }
      }
      for contact in sessions[index].contactsSession.indices {
        visit(&sessions[index].contactsSession[contact].coordonnees)
      }
    }
  }
}
