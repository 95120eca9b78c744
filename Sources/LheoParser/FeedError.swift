import LheoModel

/// Why a feed cannot be read any further. What was read before has been delivered.
public struct FeedError: Error, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Error, Sendable, Equatable {
    /// There is no such file.
    case missing
    /// It is a folder.
    case folder
    /// It is a folder without feeds.
    case folderWithoutFeeds
    /// It is an archive without feeds.
    case archiveWithoutFeeds
    /// It is an archive in an archive.
    case archiveInArchive
    /// It is an archive where one feed is expected.
    case archive
    /// The archive cannot be opened; the reason as libzip words it.
    case corruptArchive(String)
    /// The system refuses, with its reason.
    case cannotRead(String)
    /// There is nothing in it.
    case empty
    /// It does not start like XML.
    case notXML
    /// It is a web page.
    case webPage
    /// The XML breaks off.
    case truncated
    /// The compressed file breaks off.
    case truncatedGzip
    /// The compressed file is damaged.
    case corruptGzip
    /// The XML is not well-formed; the reason as libxml2 words it.
    case notWellFormed(String)
    /// An entity other than the five of XML, such as `nbsp`.
    case undeclaredEntity(String)
    /// A prefix without declaration.
    case undeclaredPrefix(String)
    /// The bytes are not text in the encoding that the feed says.
    case badEncoding(String)
    /// The feed says an encoding that nobody knows.
    case unknownEncoding(String)
    /// It has a document type, which is refused whatever it says.
    case documentType
    /// The root is in no namespace.
    case noNamespace(root: String)
    /// It is another version of LHEO.
    case otherVersion(String)
    /// The root is in a namespace that is not LHEO's.
    case otherNamespace(root: String, namespace: String)
    /// The root is an element of LHEO, but not one of a feed.
    case unknownRoot(String)
    /// Something is larger than the limits allow.
    case limit(Limit)
  }

  /// A limit of `ParserLimits`.
  public enum Limit: Sendable, Equatable {
    /// Elements inside elements.
    case depth(Int)
    /// Characters in one element, in bytes.
    case textLength(Int)
    /// Attributes of one element.
    case attributeCount(Int)
    /// Bytes that one offer takes.
    case offerSize(Int)
  }

  /// What is wrong.
  public var problem: Problem
  /// The name of the file.
  public var file: String
  /// The line, from 1; `nil` when the problem is with the file as a whole.
  public var line: Int?
  /// The character in the line, from 1.
  public var column: Int?

  /// An error from its parts.
  public init(_ problem: Problem, file: String, line: Int? = nil, column: Int? = nil) {
    self.problem = problem
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place and the message in English.
  public var description: String { description(in: .en) }

  /// The place and the message.
  public func description(in language: Language) -> String {
    let place = line.map { line in ":\(line)" + (column.map { ":\($0)" } ?? "") } ?? ""
    return "\(file)\(place): \(message(in: language))"
  }

  /// What is wrong and what to do, without the place.
  public func message(in language: Language) -> String { problem.message(in: language) }
}

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
    case .undeclaredEntity(let name):
      language(
        "« &\(name); » n'existe pas en XML. Écrivez le caractère lui-même (ou « &amp; » pour une esperluette).",
        "“&\(name);” does not exist in XML. Write the character itself (or “&amp;” for an ampersand).")
    case .undeclaredPrefix(let reason):
      language(
        "un préfixe n'est pas déclaré (\(reason)). Ajoutez sa déclaration xmlns:… sur l'élément ou sur la racine.",
        "a prefix is not declared (\(reason)). Add its declaration xmlns:… to the element or the root.")
    case .badEncoding(let name):
      language(
        "des octets ne sont pas du texte en \(name). Réenregistrez le flux en UTF-8, ou corrigez encoding=\"…\" en première ligne.",
        "some bytes are not text in \(name). Save the feed as UTF-8, or correct encoding=\"…\" on the first line.")
    case .unknownEncoding(let name):
      language(
        "l'encodage « \(name) » est inconnu. Enregistrez le flux en UTF-8.",
        "the encoding “\(name)” is unknown. Save the feed as UTF-8.")
    case .documentType:
      language(
        "le flux contient une déclaration <!DOCTYPE …>, refusée pour raison de sécurité. Supprimez-la : LHEO 2.3 n'en a pas besoin.",
        "the feed has a <!DOCTYPE …> declaration, refused for safety. Remove it: LHEO 2.3 does not need one.")
    case .noNamespace(let root):
      language(
        "la racine « \(root) » n'a pas d'espace de noms. Écrivez <\(root) xmlns=\"\(LheoSchema.namespace)\">.",
        "the root “\(root)” is in no namespace. Write <\(root) xmlns=\"\(LheoSchema.namespace)\">.")
    case .otherVersion(let version) where version.hasPrefix("2.2"):
      language(
        "c'est un flux LHEO \(version), et non \(LheoSchema.version). Convertissez-le : lheo-tool upgrade FLUX -o NOUVEAU-FLUX.",
        "this is an LHEO \(version) feed, not \(LheoSchema.version). Turn it into one: lheo-tool upgrade FEED -o NEW-FEED."
      )
    case .otherVersion(let version):
      language(
        "c'est un flux LHEO \(version), et non \(LheoSchema.version). Demandez à l'émetteur un flux LHEO \(LheoSchema.version) (espace de noms \(LheoSchema.namespace)).",
        "this is an LHEO \(version) feed, not \(LheoSchema.version). Ask the emitter for an LHEO \(LheoSchema.version) feed (namespace \(LheoSchema.namespace))."
      )
    case .otherNamespace(let root, let namespace):
      language(
        "ce n'est pas un flux LHEO : la racine « \(root) » est dans l'espace de noms « \(namespace) », attendu « \(LheoSchema.namespace) ».",
        "this is not an LHEO feed: the root “\(root)” is in the namespace “\(namespace)”, expected “\(LheoSchema.namespace)”."
      )
    case .unknownRoot(let root):
      language(
        "la racine est « \(root) » ; un flux LHEO commence par « lheo », « lheo-index » ou « lheo-plus ».",
        "the root is “\(root)”; an LHEO feed starts with “lheo”, “lheo-index” or “lheo-plus”.")
    case .limit(let limit): limit.message(in: language)
    }
  }
}

extension FeedError.Limit {
  func message(in language: Language) -> String {
    switch self {
    case .depth(let most):
      language(
        "plus de \(most) éléments imbriqués : limite dépassée.", "more than \(most) nested elements: over the limit.")
    case .textLength(let most):
      language("un texte dépasse \(most) octets : limite dépassée.", "a text is over \(most) bytes: over the limit.")
    case .attributeCount(let most):
      language(
        "plus de \(most) attributs sur un élément : limite dépassée.",
        "more than \(most) attributes on one element: over the limit.")
    case .offerSize(let most):
      language("une offre dépasse \(most) octets : limite dépassée.", "an offer is over \(most) bytes: over the limit.")
    }
  }
}
