import Glibc
import LheoModel

/// The functions of libpq, PostgreSQL's own library, which is opened when it is asked for: without it all else works.
struct LibPQ: Sendable {
  typealias Connection = OpaquePointer
  typealias Result = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  typealias MutableText = UnsafeMutablePointer<CChar>

  let version: @convention(c) () -> Int32
  let parse: @convention(c) (Text, UnsafeMutablePointer<MutableText?>?) -> UnsafeMutableRawPointer?
  let freeOptions: @convention(c) (UnsafeMutableRawPointer) -> Void
  let connect: @convention(c) (Text) -> Connection?
  let finish: @convention(c) (Connection) -> Void
  let connectionStatus: @convention(c) (Connection) -> Int32
  let connectionError: @convention(c) (Connection) -> Text
  let setNoticeProcessor:
    @convention(c) (
      Connection, (@convention(c) (UnsafeMutableRawPointer?, Text?) -> Void)?, UnsafeMutableRawPointer?
    ) -> OpaquePointer?
  let executeScript: @convention(c) (Connection, Text) -> Result?
  let execute:
    @convention(c) (
      Connection, Text, Int32, UnsafePointer<UInt32>?, UnsafePointer<Text?>?, UnsafePointer<Int32>?,
      UnsafePointer<Int32>?, Int32
    ) -> Result?
  let nextResult: @convention(c) (Connection) -> Result?
  let putCopyData: @convention(c) (Connection, Text, Int32) -> Int32
  let putCopyEnd: @convention(c) (Connection, Text?) -> Int32
  let resultStatus: @convention(c) (Result) -> Int32
  let errorField: @convention(c) (Result, Int32) -> Text?
  let clear: @convention(c) (Result) -> Void
  let rowCount: @convention(c) (Result) -> Int32
  let columnCount: @convention(c) (Result) -> Int32
  let isNull: @convention(c) (Result, Int32, Int32) -> Int32
  let value: @convention(c) (Result, Int32, Int32) -> Text
  let length: @convention(c) (Result, Int32, Int32) -> Int32

  /// `PQconninfoOption`; the last one of an array has no keyword.
  struct ConnectionOption {
    var keyword: Text?
    var environmentVariable: Text?
    var compiled: Text?
    var value: Text?
    var label: Text?
    var display: Text?
    var size: Int32
  }

  /// The library of this machine.
  static func installed() throws(PostgreSQLError) -> LibPQ { try found.get() }

  private static let found = Swift.Result { () throws(PostgreSQLError) in try LibPQ(named: "libpq.so.5") }

  /// Opens a library by its name.
  ///
  /// - Throws: `PostgreSQLError` where there is none, or one that is too old.
  init(named name: String) throws(PostgreSQLError) {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw PostgreSQLError(
        message: LheoModel.Text(
          "la bibliothèque \(name) manque. Installez-la (Debian, Ubuntu : apt install libpq5).",
          "the library \(name) is missing. Install it (Debian, Ubuntu: apt install libpq5)."))
    }
    func function<Function>(_ symbol: String) throws(PostgreSQLError) -> Function {
      guard let address = dlsym(library, symbol) else {
        throw PostgreSQLError(
          message: LheoModel.Text(
            "la bibliothèque \(name) n'a pas \(symbol) ; il en faut une plus récente.",
            "the library \(name) has no \(symbol); a newer one is needed."))
      }
      return unsafeBitCast(address, to: Function.self)
    }
    version = try function("PQlibVersion")
    parse = try function("PQconninfoParse")
    freeOptions = try function("PQconninfoFree")
    connect = try function("PQconnectdb")
    finish = try function("PQfinish")
    connectionStatus = try function("PQstatus")
    connectionError = try function("PQerrorMessage")
    setNoticeProcessor = try function("PQsetNoticeProcessor")
    executeScript = try function("PQexec")
    execute = try function("PQexecParams")
    nextResult = try function("PQgetResult")
    putCopyData = try function("PQputCopyData")
    putCopyEnd = try function("PQputCopyEnd")
    resultStatus = try function("PQresultStatus")
    errorField = try function("PQresultErrorField")
    clear = try function("PQclear")
    rowCount = try function("PQntuples")
    columnCount = try function("PQnfields")
    isNull = try function("PQgetisnull")
    value = try function("PQgetvalue")
    length = try function("PQgetlength")
  }
}
