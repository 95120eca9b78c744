import ArgumentParser
import LheoFormats
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoTables
import LheoWriter

/// What `export` writes for who starts to make offers of data of their own.
struct StartArguments: ParsableArguments {
  /// In what an example is written.
  enum Example: String, CaseIterable, ExpressibleByArgument { case ndjson, csv, sql }

  @Option(
    help: .said(
      "Écrire des tables CSV vides et leur dictionnaire dans ce dossier ou, si le nom finit par .xlsx, un classeur d'une ligne par session, et ne rien faire d'autre.",
      "Write an empty CSV layout with its dictionary into this folder or, with a name that ends in .xlsx, a workbook with a row for each session, and do nothing else.",
      value: "dossier", "folder"))
  var template: String?

  @Option(
    help: .said(
      "Écrire dans -o une offre qui n'a que ce que les destinataires demandent à toutes, et ne rien faire d'autre : une ligne de NDJSON, un dossier de fichiers CSV, ou un script qui crée de telles tables dans un schéma lheo de PostgreSQL.",
      "Write an offer with no more than what receivers ask of each, to -o, and do nothing else: one line of NDJSON, a folder of CSV files, or a script that makes such tables in a schema lheo of PostgreSQL.",
      value: "format"))
  var example: Example?

  /// The option that starts something, if one is given.
  var mode: String? { template != nil ? "--template" : example != nil ? "--example" : nil }

  func check(data: String?, output: String?) throws {
    if template != nil, example != nil {
      throw UsageError(
        "Choisissez --template ou --example.",
        "Choose one of --template and --example.")
    }
    if mode != nil, data != nil {
      throw UsageError(
        "--template et --example ne lisent aucune offre.",
        "--template and --example read no offers.")
    }
    if template != nil, output != nil {
      throw UsageError(
        "--template ne prend pas -o.",
        "--template takes no -o.")
    }
    if example == .csv, output ?? "-" == "-" {
      throw UsageError(
        "Nommez le dossier par -o.",
        "Name the folder with -o.")
    }
  }

  /// Writes what was asked for.
  func write(to output: String) throws {
    if let template, SessionTemplate.isWorkbook(template) {
      let name = template.split(separator: "/").last ?? ""
      try SessionTemplate.write(
        to: template, command: "lheo-tool export \(name) --to edof --tva 20 --use-contact -o edof/")
      Terminal.say(
        "lheo-tool: "
          + Speech.language(
            "\(template) : la première feuille dit comment le remplir.",
            "\(template): its first sheet says how to fill it in."))
    } else if let template {
      _ = try CSVFolderSink(OutputFolder(template, owner: .user)).finish()
      Terminal.say(
        "lheo-tool: "
          + Speech.language(
            "\(template)/datapackage.json décrit les colonnes ; celles qui ont « required » sont nécessaires.",
            "\(template)/datapackage.json describes the columns; those with \"required\" are needed."))
    }
    switch example {
    case .ndjson: try write(JSONSink(OutputFile(output), isDocument: false))
    case .csv: try write(ExampleTables(.csv, path: output))
    case .sql: try write(ExampleTables(.sql(schema: "lheo"), path: output))
    case nil: break
    }
  }

  private func write(_ sink: some OfferSink) throws {
    let feed = CollectedBytes()
    let writer = FeedWriter(feed.sink)
    writer.begin(FeedHeader())
    writer.write(Formation.smallest(asOf: Day.today.date))
    writer.end()
    _ = try Pipeline(FeedSource(.bytes(feed.take()))).run(into: sink)
  }
}
