import Foundation
import TestSupport
import Testing

/// What is generated is what the generator makes of the schema and the rules.
@Suite struct CodegenTests {
  @Test func whatIsGeneratedIsCurrent() {
    let generator = ToolRun.besideTests("lheo-codegen")
    let result = Program.run(
      URL(filePath: "/bin/sh"), ["-c", "cd '\(Repository.root.path)' && '\(generator)' --check"])
    #expect(result.output.isEmpty)
    #expect(result.status == 0)
  }
}
