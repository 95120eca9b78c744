import Glibc
import LheoModel
import LheoOutput
import LheoXLSX

/// The empty workbook in which a training body keeps its sessions.
public enum SessionTemplate {
  /// Whether a path is that of a workbook, and not of a folder.
  ///
  /// - Parameter path: the path.
  /// - Returns: whether its name ends so.
  public static func isWorkbook(_ path: String) -> Bool { path.lowercased().hasSuffix(".xlsx") }

  /// Writes it. A file that is there stays: somebody may have filled it in.
  ///
  /// - Parameters:
  ///   - path: the workbook.
  ///   - command: what its first sheet says is to be run to make the file for the portal.
  /// - Throws: `OutputError` where it cannot be written, or something is there.
  public static func write(to path: String, command: String? = nil) throws(OutputError) {
    var status = stat()
    if lstat(path, &status) == 0 {
      throw OutputError(
        file: path,
        reason: Text(
          "le fichier est déjà là et reste, car quelqu'un l'a peut-être rempli. Nommez-en un autre, ou supprimez-le.",
          "the file is there already and stays, as somebody may have filled it in. Name another one, or delete it."))
    }
    let file = try ReplacedFile(path)
    do throws(OutputError) {
      try SessionSheetWriter.write(to: file.temporaryPath, name: path, command: command)
      try file.commit()
    } catch {
      file.discard()
      throw error
    }
  }
}
