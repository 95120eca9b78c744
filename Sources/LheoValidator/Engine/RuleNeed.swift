import LheoModel
import LheoRegisters

/// What a rule must know beside the feed. One that asks for what is not known is not checked.
public enum RuleNeed: String, Sendable, Hashable, CaseIterable {
  /// The region of the Carif-Oref.
  case region
  /// The certifications of France compétences.
  case certifications = "reference:rncp"
  /// The partners of certifications.
  case habilitations = "reference:habilitations"
  /// The blocks of certifications.
  case blocs = "reference:blocs"
  /// The public list of training bodies.
  case organismes = "reference:of"
  /// The communes.
  case communes = "reference:insee-cog"
  /// What became of communes.
  case mouvements = "reference:insee-mouvements"
  /// The postcodes.
  case codesPostaux = "reference:laposte"
  /// Where communes are.
  case positions = "reference:geo"
  /// The establishments.
  case establishments = "reference:sirene"
  /// The diplomas and which certifications they are.
  case diplomas = "reference:bcn"
  /// The codes of Certif Info.
  case certifinfo = "reference:certifinfo"
  /// The codes of Certif Info that others take the place of.
  case certifinfoRemplacements = "reference:certifinfo-remplacements"
  /// The descriptors of Formacode.
  case formacode = "reference:formacode"
  /// The occupations.
  case occupations = "reference:rome"
  /// The schools.
  case schools = "reference:uai"

  /// The registers that it means; none for what is no register.
  public var registers: [Register] {
    switch self {
    case .region: []
    case .certifications, .habilitations: [.rncp, .rs]
    case .blocs: [.rncp]
    case .organismes: [.organismes]
    case .communes: [.communes]
    case .mouvements: [.mouvements, .historique]
    case .codesPostaux: [.codesPostaux]
    case .positions: [.geo, .adresses]
    case .establishments: [.sirene]
    case .diplomas: [.diplomes, .diplomesCertifications]
    case .certifinfo: [.certifinfo]
    case .certifinfoRemplacements: [.certifinfo, .certifinfoRemplacements]
    case .formacode: [.formacode]
    case .occupations: [.rome]
    case .schools: [.uai]
    }
  }

  /// Whether what is at hand meets it: one of its registers will do, but for diplomas, which need both.
  package func isMet(by editions: [RegisterEdition]) -> Bool {
    let there = editions.filter { registers.contains($0.register) }
    return switch self {
    case .diplomas: registers.allSatisfy { register in there.contains { $0.register == register } }
    case .habilitations: there.contains(where: \.hasPartners)
    case .blocs: there.contains(where: \.hasBlocs)
    default: !there.isEmpty
    }
  }

  /// What it is, in words.
  public func label(in language: Language) -> String {
    switch self {
    case .region: language("la région du Carif-Oref", "the region of the Carif-Oref")
    case .certifications: language("le RNCP ou le répertoire spécifique", "the RNCP or the RS")
    case .habilitations: language("les habilitations du RNCP ou du RS", "the partners of the RNCP or the RS")
    case .blocs: language("les blocs du RNCP", "the blocks of the RNCP")
    case .organismes:
      language("la liste publique des organismes de formation", "the public list of training bodies")
    case .communes: language("les communes de l'INSEE", "the communes of INSEE")
    case .mouvements: language("les mouvements des communes", "what became of communes")
    case .codesPostaux: language("les codes postaux de La Poste", "the postcodes of La Poste")
    case .positions: language("la position des communes", "where communes are")
    case .establishments: language("les établissements de Sirene", "the establishments of Sirene")
    case .diplomas: language("la BCN et le kit apprentissage", "the BCN and the kit apprentissage")
    case .certifinfo: language("Certif Info", "Certif Info")
    case .certifinfoRemplacements: language("les codes remplacés de Certif Info", "the replaced codes of Certif Info")
    case .formacode: language("le Formacode", "Formacode")
    case .occupations: language("le ROME", "ROME")
    case .schools: language("le répertoire des UAI", "the directory of UAI")
    }
  }
}
