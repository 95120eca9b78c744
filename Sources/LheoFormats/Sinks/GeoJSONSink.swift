import LheoModel
import LheoOutput
import LheoPipeline
import LheoTables

/// Writes sessions as GeoJSON (RFC 7946): a feature for each, at the first place of training that has coordinates.
public final class GeoJSONSink: OfferSink {
  private let file: any Output
  private let condition: Condition?
  private var json: JSONWriter
  private var isEmpty = true

  /// A sink that writes the sessions for which a condition holds into an output.
  public init(_ file: any Output, condition: Condition? = nil) {
    self.file = file
    self.condition = condition
    json = JSONWriter(file.sink)
    json.begin("{")
    json.member("type", "FeatureCollection")
    json.key("features")
    json.begin("[")
  }

  /// Makes the features of an offer, one for each session.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> [[UInt8]] {
    { [condition] in
      let text = CollectedBytes()
      return { event in
        guard let offer = event.offer else { return [] }
        let formation = Formation(decoding: offer)
        var features: [[UInt8]] = []
        for (action, actionView) in zip(formation.actions, offer.root.children(.action)) {
          for (session, view) in zip(action.sessions, actionView.children(.session)) {
            if let condition, !condition.holds(for: view) { continue }
            var json = JSONWriter(text.sink)
            json.object { $0.feature(formation, action, session) }
            features.append(text.take())
          }
        }
        return features
      }
    }
  }

  /// The parts of another source follow.
  public func begin(_ source: String) {}

  /// Writes the features of the next offer.
  public func take(_ event: FeedEvent, _ features: [[UInt8]]) throws -> SinkState {
    for feature in features {
      isEmpty = false
      json.value(feature)
    }
    if let error = file.sink.error { throw error }
    return .wantsMore
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    json.end("]")
    json.end("}")
    json.newLine()
    try file.commit()
    return isEmpty ? [.noRow] : []
  }

  /// Gives the output up.
  public func abandon() { file.discard() }
}

extension JSONWriter {
  fileprivate mutating func feature(_ formation: Formation, _ action: Action, _ session: Session) {
    member("type", "Feature")
    if let numero = session.numero { member("id", numero) }
    key("geometry")
    if let point = action.lieuxDeFormation.lazy.compactMap({ Point($0.coordonnees.adresse) }).first {
      object {
        $0.member("type", "Point")
        $0.key("coordinates")
        $0.value(Array("[\(point.longitude),\(point.latitude)]".utf8))
      }
    } else {
      null()
    }
    key("properties")
    object { $0.properties(formation, action, session) }
  }

  private mutating func properties(_ formation: Formation, _ action: Action, _ session: Session) {
    member("formation", formation.numero)
    member("action", action.numero)
    member("session", session.numero)
    member("intitule", formation.intituleFormation.trimmedText)
    member("debut", session.periode.debut.date?.isoText)
    member("fin", session.periode.fin.date?.isoText)
    member("organisme", formation.organismeFormationResponsable.nomOrganisme.trimmedText)
    member("modalites", action.modalitesEnseignement.code.label)
    member("etat", session.etatRecrutement?.code.label)
    key("lieux")
    list { list in
      for lieu in action.lieuxDeFormation {
        list.object {
          $0.member("nom", lieu.coordonnees.nom?.trimmedText)
          $0.member("codepostal", lieu.coordonnees.adresse?.codepostal.trimmedText)
          $0.member("ville", lieu.coordonnees.adresse?.ville.trimmedText)
        }
      }
    }
  }
}

extension ElementView {
  fileprivate func children(_ element: Element) -> [ElementView] { children.filter { $0.element == element } }
}

/// Coordinates that are on the Earth.
private struct Point {
  let longitude: Double
  let latitude: Double

  init?(_ adresse: Adresse?) {
    guard let place = adresse?.geolocalisation, let longitude = Double(place.longitude.trimmedText),
      let latitude = Double(place.latitude.trimmedText), abs(longitude) <= 180, abs(latitude) <= 90
    else { return nil }
    self.longitude = longitude
    self.latitude = latitude
  }
}
