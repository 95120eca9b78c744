import LheoModel

/// Where tables stand: a database, as libpq takes it, and a schema in it.
///
/// `postgresql://user@host/database?schema=lheo`, or `service=name schema=lheo`. What the address does not say is taken from
/// the environment (`PGHOST`, `PGPASSWORD`…) and from `~/.pgpass`, as by all programs of PostgreSQL.
public struct PostgreSQLAddress: Sendable, CustomStringConvertible, CustomReflectable {
  /// The address as libpq takes it, with all that is secret.
  let connection: String
  /// The schema, `lheo` if none is named.
  public let schema: String
  /// The address without user, password and parameters, for messages.
  public let name: String

  /// The address without what is secret.
  public var description: String { name }
  /// What `dump` shows, without what is secret.
  public var customMirror: Mirror { Mirror(self, children: ["name": name, "schema": schema]) }

  private static let uriPrefixes = ["postgresql://", "postgres://"]
  private static let keywords = ["service", "host", "hostaddr", "port", "dbname", "user", "passfile", "schema"]

  /// Whether a text is meant as an address rather than as a path.
  public static func isAddress(_ text: String) -> Bool {
    uriPrefixes.contains(where: text.hasPrefix) || keywords.contains { text.hasPrefix("\($0)=") }
  }

  /// Reads an address.
  ///
  /// - Throws: `PostgreSQLError` that tells nothing of the address, as it may hold a password.
  public init(_ text: String) throws(PostgreSQLError) {
    if let prefix = Self.uriPrefixes.first(where: text.hasPrefix) {
      try self.init(uri: text.dropFirst(prefix.count))
    } else if Self.isAddress(text) {
      try self.init(pairs: text)
    } else {
      throw PostgreSQLError(
        message: Text(
          "ce n'est pas l'adresse d'une base PostgreSQL. Écrivez postgresql://hôte/base ou service=nom.",
          "this is no address of a PostgreSQL database. Write postgresql://host/database or service=name."))
    }
    if schema.isEmpty {
      throw PostgreSQLError(
        name,
        message: Text(
          "l'adresse ne nomme aucun schéma après schema=.", "the address names no schema after schema=."))
    }
  }

  private init(uri: Substring) throws(PostgreSQLError) {
    // As libpq looks for it: what precedes a `@` before the first `/` is user and password, whatever its characters.
    let userEnd = uri.prefix { $0 != "/" }.firstIndex(of: "@")
    let rest = userEnd.map { uri[uri.index(after: $0)...] } ?? uri
    let place = rest.prefix { $0 != "?" }
    // A password with a `/` or `@` ends too early; parts of it would pass for a host, a port or a database.
    guard !rest.contains("@"), Self.hasPortsOnly(place) else { throw Self.unreadable }
    var parameters: [Substring] = []
    var schema = "lheo"
    for parameter in rest.dropFirst(place.count + 1).split(separator: "&") {
      if parameter.hasPrefix("schema=") {
        guard let decoded = Self.decoded(parameter.dropFirst("schema=".count)) else { throw Self.unreadable }
        schema = decoded
      } else {
        parameters.append(parameter)
      }
    }
    self.schema = schema
    let user = uri.prefix(uri.count - rest.count)
    connection =
      "postgresql://\(user)\(place)" + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
    name = "postgresql://\(place)"
  }

  /// Whether what follows a `:` of each host is a number, not a password whose host has been forgotten.
  private static func hasPortsOnly(_ place: Substring) -> Bool {
    place.prefix { $0 != "/" }.split(separator: ",").allSatisfy { host in
      // An address of IPv6 stands in brackets, with marks of its own.
      let afterAddress = host.lastIndex(of: "]").map { host[$0...] } ?? host
      return afterAddress.drop { $0 != ":" }.dropFirst().allSatisfy(\.isNumber)
    }
  }

  private init(pairs text: String) throws(PostgreSQLError) {
    var schema = "lheo"
    var kept: [String] = []
    var shown: [String] = []
    var rest = Substring(text)
    while let (key, value, raw) = try Self.nextPair(&rest) {
      if key == "schema" {
        schema = value
        continue
      }
      kept.append(raw)
      if ["service", "host", "port", "dbname"].contains(key) { shown.append("\(key)=\(value)") }
      // A dbname may be an address of its own, password and all.
      if key == "dbname", value.contains("=") || value.contains("://") { throw Self.unreadable }
    }
    self.schema = schema
    connection = kept.joined(separator: " ")
    name = shown.isEmpty ? "postgresql" : shown.joined(separator: " ")
  }

  /// The next `key=value`; a value may stand between `'`, with `\` before `'` and `\`.
  private static func nextPair(
    _ rest: inout Substring
  ) throws(PostgreSQLError) -> (key: String, value: String, raw: String)? {
    rest = rest.drop(while: \.isWhitespace)
    let start = rest
    if rest.isEmpty { return nil }
    guard let equals = rest.firstIndex(of: "=") else { throw unreadable }
    let key = rest[..<equals].filter { !$0.isWhitespace }
    rest = rest[rest.index(after: equals)...].drop(while: \.isWhitespace)
    let isQuoted = rest.first == "'"
    if isQuoted { rest.removeFirst() }
    var value = ""
    while let character = rest.first, isQuoted || !character.isWhitespace {
      rest.removeFirst()
      if isQuoted, character == "'" { break }
      if character == "\\", let escaped = rest.popFirst() { value.append(escaped) } else { value.append(character) }
    }
    return (key, value, String(start[..<rest.startIndex]))
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte != UInt8(ascii: "%") {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static let unreadable = PostgreSQLError(
    message: Text(
      "l'adresse de la base PostgreSQL ne peut pas être lue. Elle s'écrit postgresql://utilisateur@hôte:port/base ; les caractères spéciaux d'un nom ou d'un mot de passe s'y écrivent %40 pour @, %2F pour /, %3A pour deux-points. Un mot de passe est mieux dans ~/.pgpass.",
      "the address of the PostgreSQL database cannot be read. It is postgresql://user@host:port/database, where special characters of a user or password are written as %40 for @, %2F for /, %3A for :. Passwords are better kept in ~/.pgpass."
    ))

  /// Whether libpq can read the address. Its own words would repeat parts of it.
  func check(_ library: LibPQ) throws(PostgreSQLError) {
    guard let options = library.parse(connection, nil) else { throw Self.unreadable }
    defer { library.freeOptions(options) }
    var option = options.assumingMemoryBound(to: LibPQ.ConnectionOption.self)
    while let keyword = option.pointee.keyword.map({ String(cString: $0) }) {
      // What stands where a port should may be the start of a password.
      let value = option.pointee.value.map { String(cString: $0) } ?? ""
      if keyword == "port", !value.allSatisfy({ $0.isNumber || $0 == "," }) { throw Self.unreadable }
      option += 1
    }
  }
}
