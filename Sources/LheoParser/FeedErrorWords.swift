import LheoModel

// The messages for a person whose feed cannot be read.

extension FeedError.Problem {
  /// What is wrong and what to do.
  public func message(in language: Language) -> String {
    switch self {
    case .missing:
      language("ce fichier n'existe pas. Vérifiez le chemin.", "no such file. Check the path.")
    case .folder:
      language(
        "c'est un dossier. Donnez un fichier, ou le dossier à une commande qui en accepte.",
        "this is a folder. Give a file, or the folder to a command that takes folders.")
    case .folderWithoutFeeds:
      language(
        "ce dossier ne contient aucun flux (*.xml, *.xml.gz).", "there is no feed in this folder (*.xml, *.xml.gz).")
    case .archiveWithoutFeeds:
      language(
        "cette archive zip ne contient aucun flux (*.xml, *.xml.gz).",
        "there is no feed in this zip archive (*.xml, *.xml.gz).")
    case .archiveInArchive:
      language(
        "c'est une archive zip dans une archive : elle n'est pas ouverte. Extrayez-la, et donnez-la à part.",
        "this is a zip archive in an archive: it is not opened. Unpack it, and give it by itself.")
    case .archive:
      language(
        "c'est une archive zip, là où un seul flux est attendu. Extrayez-en le flux.",
        "this is a zip archive where one feed is expected. Unpack the feed.")
    case .corruptArchive(let reason):
      language(
        "l'archive zip ne peut pas être ouverte (\(reason)). Refaites le téléchargement.",
        "the zip archive cannot be opened (\(reason)). Download it again.")
    case .cannotRead(let reason):
      language("lecture impossible (\(reason)).", "cannot be read (\(reason)).")
    case .empty:
      language(
        "le fichier est vide. Refaites l'export qui l'a produit.",
        "the file is empty. Run again the export that made it.")
    case .notXML:
      language(
        "ce n'est pas du XML (le premier caractère devrait être « < »). Donnez un flux LHEO en XML, éventuellement compressé par gzip.",
        "this is not XML (the first character should be “<”). Give an LHEO feed in XML, possibly compressed with gzip.")
    case .webPage:
      language(
        "c'est une page web (HTML), pas un flux LHEO : souvent la page d'erreur ou de connexion d'un serveur. Téléchargez à nouveau le flux.",
        "this is a web page (HTML), not an LHEO feed: often a server's error or log-in page. Download the feed again.")
    case .truncated:
      language(
        "le flux s'arrête au milieu : il est tronqué. Refaites l'export ou le téléchargement.",
        "the feed breaks off: it is truncated. Export or download it again.")
    case .truncatedGzip:
      language(
        "le fichier gzip s'arrête au milieu. Refaites le téléchargement.",
        "the gzip file breaks off. Download it again.")
    case .corruptGzip:
      language("le fichier gzip est abîmé. Refaites le téléchargement.", "the gzip file is damaged. Download it again.")
    case .notWellFormed(let reason):
      language(
        "le XML est mal formé (\(reason)). Corrigez cet endroit, ou le programme qui écrit le flux.",
        "the XML is not well-formed (\(reason)). Repair this place, or the program that writes the feed.")
    case .misplacedDeclaration:
      language(
        "la déclaration <?xml …?> doit être au tout début du fichier. Supprimez la ligne vide, l'espace ou le texte qui la précède, ou la déclaration.",
        "the declaration <?xml …?> must be at the very start of the file. Remove the empty line, space or text before it, or the declaration."
      )
    case .forbiddenCharacter(let number):
      language(
        "le caractère \(Self.name(of: number)) est interdit en XML. Supprimez-le, ou corrigez le programme qui écrit le flux.",
        "the character \(Self.name(of: number)) is forbidden in XML. Remove it, or repair the program that writes the feed."
      )
    case .contentAfterEnd(let number): afterEnd(number, language)
    case .undeclaredEntity(let name):
      language(
        "« &\(name); » n'existe pas en XML. Écrivez le caractère lui-même (ou « &amp; » pour une esperluette).",
        "“&\(name);” does not exist in XML. Write the character itself (or “&amp;” for an ampersand).")
    case .undeclaredPrefix(let prefix, let name):
      language(
        "le préfixe « \(prefix.shortened) » de « \(name.shortened) » n'est pas déclaré. Ajoutez sa déclaration xmlns:\(prefix.shortened)=\"…\" sur l'élément ou sur la racine.",
        "the prefix “\(prefix.shortened)” of “\(name.shortened)” is not declared. Add its declaration xmlns:\(prefix.shortened)=\"…\" to the element or the root."
      )
    case .brokenMarkup(let markup): markup.message(in: language)
    case .badEncoding(let name):
      language(
        "des octets ne sont pas du texte en \(name). Réenregistrez le flux en UTF-8, ou corrigez encoding=\"…\" en première ligne.",
        "some bytes are not text in \(name). Save the feed as UTF-8, or correct encoding=\"…\" on the first line.")
    case .unknownEncoding(let name):
      language(
        "l'encodage « \(name) » est inconnu. Enregistrez le flux en UTF-8.",
        "the encoding “\(name)” is unknown. Save the feed as UTF-8.")
    case .contradictedEncoding(let name):
      language(
        "le flux annonce l'encodage \(name), mais n'y est pas écrit. Corrigez encoding=\"…\" en première ligne (UTF-8, le plus souvent).",
        "the feed says that its encoding is \(name), which it is not. Correct encoding=\"…\" on the first line (UTF-8, most often)."
      )
    case .documentType:
      language(
        "le flux contient une déclaration <!DOCTYPE …>, refusée pour raison de sécurité. Supprimez-la : LHEO 2.3 n'en a pas besoin.",
        "the feed has a <!DOCTYPE …> declaration, refused for safety. Remove it: LHEO 2.3 does not need one.")
    case .noNamespace(let root):
      language(
        "la racine « \(root.shortened) » n'a pas d'espace de noms. Écrivez <\(root.shortened) xmlns=\"\(LheoSchema.namespace)\">.",
        "the root “\(root.shortened)” is in no namespace. Write <\(root.shortened) xmlns=\"\(LheoSchema.namespace)\">.")
    case .otherVersion(let version, let namespace): otherVersion(version, namespace.shortened, language)
    case .nearNamespace(let root, let namespace):
      nearNamespace(
        root.shortened, namespace.shortened,
        expected: Nearest.match(namespace, in: Self.namespaces) ?? LheoSchema.namespace, language)
    case .otherNamespace(let root, let namespace):
      language(
        "ce n'est pas un flux LHEO : la racine « \(root.shortened) » est dans l'espace de noms « \(namespace.shortened) », attendu « \(LheoSchema.namespace) ». Donnez un flux LHEO.",
        "this is not an LHEO feed: the root “\(root.shortened)” is in the namespace “\(namespace.shortened)”, expected “\(LheoSchema.namespace)”. Give an LHEO feed."
      )
    case .unknownRoot(let root):
      language(
        "la racine est « \(root.shortened) » ; un flux LHEO commence par « lheo », « lheo-index » ou « lheo-plus ».",
        "the root is “\(root.shortened)”; an LHEO feed starts with “lheo”, “lheo-index” or “lheo-plus”.")
    case .limit(let limit): limit.message(in: language)
    }
  }

  /// What to say of a file that is not XML, whose name promises something else.
  func message(in language: Language, named file: String) -> String {
    switch file.split(separator: ".").last?.lowercased() {
    case "zip":
      language(
        "ce n'est pas une archive zip, ni du XML. Refaites le téléchargement ou l'archive.",
        "this is not a zip archive, nor XML. Download it, or make the archive, again.")
    case "gz":
      language(
        "ce n'est pas un fichier gzip, ni du XML. Refaites le téléchargement.",
        "this is not a gzip file, nor XML. Download it again.")
    case let type? where ["csv", "tsv", "json", "ndjson", "sqlite", "db", "xlsx"].contains(type):
      language(
        "ce n'est pas un flux mais, d'après son nom, un fichier \(type). Donnez un flux LHEO en XML.",
        "this is not a feed but, by its name, a file of type \(type). Give an LHEO feed in XML."
      )
    default: message(in: language)
    }
  }

  /// The namespaces that one may have meant.
  static let namespaces = [LheoSchema.namespace, Dialect.edof.namespace]

  private func nearNamespace(
    _ root: String, _ namespace: String, expected: String, _ language: Language
  ) -> String {
    language(
      "l'espace de noms de la racine est « \(namespace) », et non « \(expected) ». Écrivez <\(root) xmlns=\"\(expected)\">, à la lettre près.",
      "the namespace of the root is “\(namespace)”, not “\(expected)”. Write <\(root) xmlns=\"\(expected)\">, letter by letter."
    )
  }

  private func otherVersion(_ version: String, _ namespace: String, _ language: Language) -> String {
    let found = language(
      "c'est un flux LHEO \(version) (espace de noms « \(namespace) »), et non \(LheoSchema.version). ",
      "this is an LHEO \(version) feed (namespace “\(namespace)”), not \(LheoSchema.version). ")
    return found
      + language(
        "Demandez à l'émetteur un flux LHEO \(LheoSchema.version) (espace de noms « \(LheoSchema.namespace) »).",
        "Ask the emitter for an LHEO \(LheoSchema.version) feed (namespace “\(LheoSchema.namespace)”).")
  }

  private func afterEnd(_ number: UInt32, _ language: Language) -> String {
    let name = Self.name(of: number)
    let found = language(
      "la racine est fermée, mais le fichier continue (\(name)). ",
      "the root is closed, but the file goes on (\(name)). ")
    switch number {
    case 0x1A:
      return found
        + language(
          "C'est l'ancienne marque de fin de fichier de MS-DOS (Ctrl-Z) : supprimez-la.",
          "This is the old end-of-file mark of MS-DOS (Ctrl-Z): remove it.")
    case 0x3C:
      return found
        + language(
          "Un flux n'a qu'une racine : séparez les flux qui se suivent dans ce fichier.",
          "A feed has one root only: separate the feeds that follow each other in this file.")
    default:
      return found + language("Supprimez ce qui suit la dernière balise.", "Remove what follows the last tag.")
    }
  }

  /// A character as a person can look it up: « a », or U+001A where it cannot be seen.
  private static func name(of number: UInt32) -> String {
    let code =
      "U+" + String(repeating: "0", count: max(0, 4 - String(number, radix: 16).count))
      + String(number, radix: 16, uppercase: true)
    guard let scalar = Unicode.Scalar(number), number > 0x20, !(0x7F...0xA0).contains(number), number < 0xE000 else {
      return code
    }
    return "\(scalar), \(code)"
  }
}

extension FeedError.Markup {
  func message(in language: Language) -> String {
    switch self {
    case .mismatchedTags(let open, let line, let close):
      language(
        "la balise </\(close.shortened)> ne correspond pas à <\(open.shortened)>, ouverte ligne \(line). Fermez <\(open.shortened)> avant, ou corrigez l'une des deux.",
        "the tag </\(close.shortened)> does not match <\(open.shortened)>, opened on line \(line). Close <\(open.shortened)> before it, or correct one of the two."
      )
    case .bareAmpersand:
      language(
        "une esperluette (« & ») seule n'est pas permise en XML. Écrivez « &amp; ».",
        "an ampersand (“&”) by itself is not allowed in XML. Write “&amp;”.")
    case .bareLessThan:
      language(
        "un « < » qui n'ouvre aucune balise n'est pas permis en XML. Écrivez « &lt; ».",
        "a “<” that begins no tag is not allowed in XML. Write “&lt;”.")
    case .repeatedAttribute(let name):
      language(
        "l'attribut « \(name.shortened) » est deux fois sur le même élément. Gardez-en un.",
        "the attribute “\(name.shortened)” is on the same element twice. Keep one of them.")
    case .unquotedValue:
      language(
        "la valeur d'un attribut est sans guillemets. Écrivez nom=\"valeur\".",
        "the value of an attribute has no quotation marks. Write name=\"value\".")
    }
  }
}

extension FeedError.Limit {
  func message(in language: Language) -> String {
    switch self {
    case .depth(let most):
      language(
        "plus de \(most, "élément(s) imbriqué(s)") : limite dépassée. Vérifiez que chaque balise est fermée.",
        "more than \(most, "nested element(s)"): over the limit. Check that each tag is closed.")
    case .textLength(let most): tooLong(language("un texte", "a text"), most, language)
    case .attributeLength(let most): tooLong(language("un attribut", "an attribute"), most, language)
    case .instructionLength(let most):
      tooLong(language("une instruction <?…?>", "an instruction <?…?>"), most, language)
    case .markupLength(let most): tooLong(language("un nom ou une balise", "a name or a tag"), most, language)
    case .attributeCount(let most):
      language(
        "plus de \(most, "attribut(s)") sur un élément : limite dépassée. Retirez-en, ou relevez la limite.",
        "more than \(most, "attribute(s)") on one element: over the limit. Remove some, or raise the limit.")
    case .offerSize(let most):
      language(
        "une offre dépasse \(most, "octet(s)") : limite dépassée. Raccourcissez-la, ou relevez la limite.",
        "an offer is over \(most, "byte(s)"): over the limit. Shorten it, or raise the limit.")
    }
  }

  /// The limits of libxml2 itself cannot be raised.
  private func tooLong(_ what: String, _ most: Int, _ language: Language) -> String {
    language(
      "\(what) dépasse \(most, "octet(s)") : limite dépassée. Raccourcissez, ou supprimez ce qui est superflu.",
      "\(what) is over \(most, "byte(s)"): over the limit. Shorten it, or remove what is not needed.")
  }
}
