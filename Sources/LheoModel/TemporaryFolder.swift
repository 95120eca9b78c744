import Glibc

/// The folder for temporary files, which the variable `TMPDIR` names.
package enum TemporaryFolder {
  /// Its path.
  package static var path: String {
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// Why nothing can be kept there, and what to do: nobody has named it on a command line.
  package static func reason(_ code: Int32) -> Text {
    let reason = SystemReason.text(code)
    return Text(
      "\(reason) ; la variable TMPDIR nomme un autre dossier", "\(reason); the variable TMPDIR names another folder")
  }
}
