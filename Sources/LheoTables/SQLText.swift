import LheoModel

extension String {
  /// The name as SQL takes it.
  package var quotedForSQL: String { "\"" + replacingScalars { $0 == "\"" ? "\"\"" : nil } + "\"" }

  /// The text as SQL takes it.
  package var literalForSQL: String { "'" + replacingScalars { $0 == "'" ? "''" : nil } + "'" }
}
