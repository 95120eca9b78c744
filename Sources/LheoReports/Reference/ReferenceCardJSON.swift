import LheoModel
import LheoOutput
import LheoReference
import LheoRegisters

extension ReferenceCards {
  /// For programs: one document, version 1. It has the day of each register, and what may have been meant.
  public func json(_ entries: [ReferenceEntry], suggestions: [ReferenceSuggestion] = [], to sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object { json in
      json.member("version", 1)
      json.key("days")
      json.object { json in
        for register in Register.allCases { json.member(register.rawValue, reference.day(of: register)?.isoText) }
      }
      json.key("entries")
      json.list { list in for entry in entries { list.object { write(entry, to: &$0) } } }
      json.list("suggestions", suggestions) {
        $1.member("code", $0.code)
        $1.member("name", $0.name)
      }
    }
    json.newLine()
  }

  private func write(_ entry: ReferenceEntry, to json: inout JSONWriter) {
    switch entry {
    case .certification(let certification, let partenaires):
      json.member("kind", "certification")
      write(certification, to: &json)
      json.list("partenaires", partenaires) { write($0, to: &$1) }
    case .body(let body): write(body, to: &json)
    case .commune(let code, let name, let fate):
      json.member("kind", "commune")
      json.member("code", code)
      json.member("name", name)
      write(fate, to: &json)
    case .postcode(let code, let communes):
      json.member("kind", "postcode")
      json.member("code", code)
      json.list("communes", communes) { write($0, to: &$1) }
    case .departement(let territory), .region(let territory):
      if case .region = entry { json.member("kind", "region") } else { json.member("kind", "departement") }
      json.member("code", territory.code)
      json.member("name", territory.name)
      json.member("region", territory.region)
      json.member("chefLieu", territory.chefLieu)
    case .occupation(let occupation):
      json.member("kind", "occupation")
      json.member("code", occupation.code)
      json.member("title", occupation.title)
      json.member("parent", occupation.parent)
    case .school(let school): write(school, to: &json)
    case .diploma(let diploma): write(diploma, to: &json)
    }
  }

  private func write(_ school: School, to json: inout JSONWriter) {
    json.member("kind", "school")
    json.member("code", school.code)
    json.member("name", school.name)
    json.flag("isOpen", school.isOpen)
    json.member("siret", school.siret)
    json.member("commune", school.commune)
    json.member("postcode", school.postcode)
    json.member("closed", school.closed?.isoText)
  }

  private func write(_ diploma: Diploma, to json: inout JSONWriter) {
    json.member("kind", "diploma")
    json.member("code", diploma.code)
    json.member("title", diploma.title)
    json.member("level", diploma.level)
    json.member("opened", diploma.opened?.isoText)
    json.member("closed", diploma.closed?.isoText)
    json.member("firstSession", diploma.firstSession)
    json.member("lastSession", diploma.lastSession)
    json.texts("successors", diploma.successors)
    json.texts("certifications", diploma.certifications.map(\.description))
  }

  private func write(_ certification: RegisteredCertification, to json: inout JSONWriter) {
    json.member("code", certification.code.description)
    json.member("title", certification.title)
    json.member("type", certification.kind?.code)
    json.member("level", certification.level)
    json.flag("isActive", certification.isActive)
    json.member("state", certification.state)
    json.flag("isByRight", certification.isByRight)
    json.member("effectDate", certification.effectDate?.isoText)
    json.member("decisionDate", certification.decisionDate?.isoText)
    json.member("endDate", certification.endDate?.isoText)
    json.member("deliveryDate", certification.deliveryDate?.isoText)
    json.texts("predecessors", certification.predecessors)
    json.texts("successors", certification.successors)
    json.texts("voies", certification.voies.map(\.rawValue))
    json.list("certificateurs", certification.certificateurs) {
      $1.member("siret", $0.siret)
      $1.member("name", $0.name)
      $1.member("state", $0.state)
    }
    let lists = [
      ("blocs", certification.blocs), ("rome", certification.rome), ("nsf", certification.nsf),
      ("formacodes", certification.formacodes),
    ]
    for (key, list) in lists {
      json.list(key, list) {
        $1.member("code", $0.code)
        $1.member("label", $0.label)
      }
    }
  }

  private func write(_ partenaire: Partenaire, to json: inout JSONWriter) {
    json.member("certification", partenaire.certification.description)
    json.member("siret", partenaire.siret)
    json.member("name", partenaire.name)
    json.flag("trains", partenaire.trains)
    json.flag("assesses", partenaire.assesses)
    json.member("state", partenaire.state)
  }

  private func write(_ body: ReferenceBody, to json: inout JSONWriter) {
    json.member("kind", "body")
    json.member("code", body.code)
    if let establishment = body.establishment {
      json.key("establishment")
      json.object { json in
        json.member("siret", establishment.siret)
        json.flag("isOpen", establishment.isOpen)
        json.member("since", establishment.since?.isoText)
        json.member("name", establishment.name)
        json.member("postcode", establishment.postcode)
        json.member("commune", establishment.commune)
        json.flag("isSeat", establishment.isSeat)
      }
    }
    json.list("organismes", body.organismes) { write($0, to: &$1) }
    json.texts("issues", body.issues.map(\.description))
    json.list("partnerships", body.partnerships) { write($0, to: &$1) }
  }

  private func write(_ organisme: Organisme, to json: inout JSONWriter) {
    json.member("nda", organisme.nda)
    json.texts("formerNDAs", organisme.formerNDAs)
    json.member("siren", organisme.siren)
    json.member("siret", organisme.siret)
    json.member("name", organisme.name)
    json.member("street", organisme.street)
    json.member("postcode", organisme.postcode)
    json.member("town", organisme.town)
    json.member("region", organisme.region)
    json.key("qualiopi")
    json.object { json in
      json.flag("formation", organisme.qualiopi.formation)
      json.flag("bilan", organisme.qualiopi.bilan)
      json.flag("vae", organisme.qualiopi.vae)
      json.flag("apprentissage", organisme.qualiopi.apprentissage)
    }
    json.member("lastDeclaration", organisme.lastDeclaration?.isoText)
  }

  private func write(_ fate: CommuneFate, to json: inout JSONWriter) {
    switch fate {
    case .current(let commune):
      json.member("fate", "current")
      json.list("communes", [commune]) { write($0, to: &$1) }
    case .replaced(let commune, let since):
      json.member("fate", "replaced")
      json.member("since", since?.isoText)
      json.list("communes", [commune]) { write($0, to: &$1) }
    case .split(let communes):
      json.member("fate", "split")
      json.list("communes", communes) { write($0, to: &$1) }
    case .unknown: json.member("fate", "unknown")
    }
  }

  private func write(_ commune: Commune, to json: inout JSONWriter) {
    json.member("code", commune.code)
    json.member("type", commune.kind.rawValue)
    json.member("name", commune.name)
    json.member("parent", commune.parent)
    json.member("departement", commune.departement)
    json.member("region", commune.region)
    json.texts("postcodes", commune.postcodes)
    if let position = commune.position {
      json.key("position")
      json.list { list in
        list.value(Array("\(position.longitude)".utf8))
        list.value(Array("\(position.latitude)".utf8))
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func flag(_ key: String, _ value: Bool?) {
    guard let value else { return }
    self.key(key)
    bool(value)
  }

  fileprivate mutating func texts(_ key: String, _ texts: [String]) {
    self.key(key)
    list { list in for text in texts { list.string(text) } }
  }

  fileprivate mutating func list<Item>(_ key: String, _ items: [Item], _ write: (Item, inout JSONWriter) -> Void) {
    self.key(key)
    list { list in for item in items { list.object { write(item, &$0) } } }
  }
}
