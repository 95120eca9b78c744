import ArgumentParser
import LheoFormats
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReference
import LheoXLSX

/// The exit codes of all commands, and how failures become them.
enum Outcome {
  static let findings = ExitCode(1)
  static let failure = ExitCode(2)
  /// As after the signal SIGPIPE: the reader of an output has gone, which is not reported.
  static let closedPipe = ExitCode(141)

  /// Runs a command's work; an output that cannot be written ends it with code 2.
  static func run(_ work: () throws -> Void) throws {
    let language = Speech.language
    do {
      try work()
    } catch let error as OutputError {
      if error.isBrokenPipe { throw closedPipe }
      if error.isNameless {
        throw ValidationError(
          language(
            "\(error.text) Donnez un fichier ou un dossier, ou - pour la sortie standard.",
            "\(error.text) Give a file or folder, or - for standard output."))
      }
      Terminal.say("lheo-tool: \(error.description(in: language))")
      throw failure
    } catch let error as NotOffersError where error.found == .xml {
      Terminal.say(
        "lheo-tool: "
          + language(
            "\(error.text) Un flux n'a pas besoin d'export : lheo-tool format l'écrit à nouveau, lheo-tool convert --to ndjson en fait des offres.",
            "\(error.text) A feed needs no export: lheo-tool format writes it anew, lheo-tool convert --to ndjson makes offers of it."
          ))
      throw failure
    } catch let error as UnreadableFeedsError {
      for reason in error.errors { Terminal.say("lheo-tool: \(reason.description(in: language))") }
      if error.feedCount > 2 {
        Terminal.say(
          "lheo-tool: "
            + language(
              "\(error.errors.count, "flux illisible(s)") sur \(error.feedCount) : rien n'est comparé.",
              "\(error.errors.count) of \(error.feedCount) feeds cannot be read, so nothing is compared."))
      }
      throw failure
    } catch let error as SessionSheetError {
      for line in error.description(in: language).split(separator: "\n") { Terminal.say("lheo-tool: \(line)") }
      throw failure
    } catch let error as any WordedError {
      Terminal.say("lheo-tool: \(error.description(in: language))")
      throw failure
    } catch let error as ExitCode {
      throw error
    } catch let error as UsageError {
      throw ValidationError(error.text(language))
    } catch {
      Terminal.say("lheo-tool: \(error)")
      throw failure
    }
  }
}
