import Glibc

/// An error that says in French and in English what is wrong.
public protocol WordedError: Error, CustomStringConvertible {
  /// What is wrong, where, and what to do.
  ///
  /// - Parameter language: the language of the words.
  /// - Returns: a sentence, or several.
  func description(in language: Language) -> String
}

extension WordedError {
  /// What is wrong, where, and what to do, in English.
  public var description: String { description(in: .en) }

  /// What is wrong in both languages.
  package var text: Text { Text(french: description(in: .fr), english: description(in: .en)) }
}

/// What the system has against something, in both languages: it words errors in that of its own settings only.
package enum SystemReason {
  /// The reason that an error number stands for.
  package static func text(_ code: Int32) -> Text {
    Text(french: french(code), english: String(cString: strerror(code)))
  }

  private static func french(_ code: Int32) -> String {
    switch code {
    case EACCES: "droits insuffisants"
    case EPERM: "opération non autorisée"
    case ENOENT: "fichier ou dossier introuvable"
    case EISDIR: "c'est un dossier"
    case ENOTDIR: "ce n'est pas un dossier"
    case EEXIST: "il existe déjà"
    case ENOSPC: "il n'y a plus de place sur le disque"
    case EDQUOT: "le quota de disque est dépassé"
    case EFBIG: "le fichier est trop gros"
    case EROFS: "le système de fichiers est en lecture seule"
    case EMFILE, ENFILE: "trop de fichiers sont ouverts"
    case ENAMETOOLONG: "le nom est trop long"
    case ELOOP: "les liens symboliques tournent en rond"
    case EIO: "erreur d'entrée-sortie"
    case ENOMEM: "il n'y a plus de mémoire"
    case EPIPE: "plus personne ne lit"
    case EBUSY: "la ressource est occupée"
    case ENXIO, ENODEV: "il n'y a pas d'appareil de ce nom"
    default: "erreur système \(code)"
    }
  }
}
