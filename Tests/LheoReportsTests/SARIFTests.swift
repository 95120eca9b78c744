import Foundation
import LheoOutput
import LheoParser
@testable import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

@Suite struct SARIFTests {
  private struct Log: Decodable {
    struct Run: Decodable {
      struct Result: Decodable {
        struct Location: Decodable {
          struct Physical: Decodable {
            struct Artifact: Decodable { let uri: String }
            struct Region: Decodable {
              let startLine: Int
              let startColumn: Int
            }
            let artifactLocation: Artifact
            let region: Region
          }
          let physicalLocation: Physical
        }
        struct Message: Decodable { let text: String }
        let ruleId: String
        let level: String
        let message: Message
        let locations: [Location]
        let partialFingerprints: [String: String]
      }
      struct Tool: Decodable {
        struct Driver: Decodable {
          struct Rule: Decodable {
            struct Help: Decodable {
              let text: String
              let markdown: String
            }
            let id: String
            let help: Help?
          }
          let name: String
          let rules: [Rule]
        }
        let driver: Driver
      }
      struct Invocation: Decodable {
        let executionSuccessful: Bool
        let toolExecutionNotifications: [Notification]
        struct Notification: Decodable { let level: String }
      }
      let results: [Result]
      let tool: Tool
      let invocations: [Invocation]
    }
    let version: String
    let runs: [Run]
  }

  private func log(_ findings: [Finding], error: FeedError? = nil, file: String = "flux.xml") throws -> Log.Run {
    let text = report(.sarif, findings, error: error, file: file)
    let log = try JSONDecoder().decode(Log.self, from: Data(text.utf8))
    #expect(log.version == "2.1.0")
    return try #require(log.runs.first)
  }

  @Test func findingsAreResultsWithAPlace() throws {
    let run = try log([finding("a/b", .info), finding("texte/html", .error)], file: "mes flux/é.xml")
    #expect(run.results.map(\.level) == ["note", "error"])
    #expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri == "mes%20flux/%C3%A9.xml")
    #expect(run.results[0].locations[0].physicalLocation.region.startLine == 12)
    #expect(run.results[0].message.text == "Faux. Corrigez.")
  }

  @Test func everyRuleIsDescribedOnce() throws {
    let rules = try log([]).tool.driver.rules
    #expect(Set(rules.map(\.id)).count == rules.count)
    #expect(rules.count > 140)
    #expect(rules.contains { $0.id == "texte/html" && $0.help?.markdown.contains("**") == true })
  }

  @Test func fingerprintsStayWhenLinesMoveAndTellAllResultsApart() throws {
    let before = try log([finding(line: 12), finding(line: 13), finding(value: "<p>")]).results
    let after = try log([finding(line: 112), finding(line: 113), finding(value: "<p>", line: 7)]).results
    #expect(before.map(\.partialFingerprints) == after.map(\.partialFingerprints))
    #expect(Set(before.map(\.partialFingerprints)).count == 3)
  }

  @Test func anUnreadableFeedIsANotification() throws {
    let run = try log([], error: FeedError(.empty, file: "flux.xml"))
    #expect(run.invocations[0].executionSuccessful == false)
    #expect(run.invocations[0].toolExecutionNotifications.map(\.level) == ["error"])
  }
}
