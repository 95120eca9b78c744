import LheoRegisters

/// A sheet of the XML export of France compétences, as far as it is imported.
struct Fiche {
  struct Labelled {
    var code = ""
    var label = ""
  }
  struct Body {
    var siret = ""
    var name = ""
    var habilitation = ""
    var state = ""
  }

  var number = ""
  var title = ""
  var short = Labelled()
  var state = ""
  var level = ""
  var isActive = ""
  var registration = ""
  var hasPartners = ""
  var endDate = ""
  var deliveryDate = ""
  var effectDate = ""
  var decisionDate = ""
  var voies: [String] = []
  var blocs: [Labelled] = []
  var rome: [Labelled] = []
  var nsf: [Labelled] = []
  var formacodes: [Labelled] = []
  var certificateurs: [Body] = []
  var partenaires: [Body] = []
  var successors: [String] = []
  var predecessors: [String] = []

  private var item = Labelled()
  private var body = Body()
  private var isOpen = false

  /// Takes the text of an element.
  mutating func take(_ bytes: [UInt8], _ slot: FicheSlot) {
    let text = String(decoding: bytes, as: UTF8.self).trimmed
    switch slot {
    case .number: number = text
    case .title: title = text.singleSpaced
    case .shortCode: short.code = text
    case .shortTitle: short.label = text.singleSpaced
    case .state: state = text
    case .level: level = text
    case .isActive: isActive = text
    case .registration: registration = text
    case .hasPartners: hasPartners = text
    case .endDate: endDate = text
    case .deliveryDate: deliveryDate = text
    case .effectDate: effectDate = text
    case .decisionDate: decisionDate = text
    case .successor: successors.append(text)
    case .predecessor: predecessors.append(text)
    case .itemCode: item.code = text
    case .itemLabel: item.label = text.singleSpaced
    case .siret: body.siret = text
    case .name: body.name = text.singleSpaced
    case .bodyState: body.state = text
    case .habilitation: body.habilitation = text
    case .isOpen: isOpen = text == "Oui"
    default: break
    }
  }

  /// An element with others in it is over.
  mutating func end(_ slot: FicheSlot) {
    switch slot {
    case .bloc: blocs.append(takeItem())
    case .rome: rome.append(takeItem())
    case .nsf: nsf.append(takeItem())
    case .formacode: formacodes.append(takeItem())
    case .certificateur: certificateurs.append(takeBody())
    case .partenaire: partenaires.append(takeBody())
    case .voie(let tag):
      if isOpen { voies.append(String("\(tag)".dropFirst("SI_JURY_".count))) }
      isOpen = false
    default: break
    }
  }

  private mutating func takeItem() -> Labelled {
    defer { item = Labelled() }
    return item
  }

  private mutating func takeBody() -> Body {
    defer { body = Body() }
    return body
  }
}

extension String {
  /// The text without white space around it.
  fileprivate var trimmed: String {
    guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else { return self }
    let start = utf8.firstIndex { $0 > 0x20 } ?? endIndex
    let end = utf8.lastIndex { $0 > 0x20 }.map { utf8.index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
