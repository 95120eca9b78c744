import Foundation
import TestSupport
import Testing

/// Threads that are the first to need libxml2 do not see its tables half filled.
@Suite(.needs("clang")) struct StartUpTests {
  /// Makes small blocks of memory come late at the start, so that a race that a loaded machine loses once in some thousand
  /// runs is lost in most.
  private static let lateMemory = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <stdatomic.h>
    #include <stddef.h>
    #include <unistd.h>
    static atomic_int left = 400;
    void *malloc(size_t size) {
      static void *(*real)(size_t);
      if (!real) real = dlsym(RTLD_NEXT, "malloc");
      void *block = real(size);
      if (size == 32 || size == 400)
        if (atomic_fetch_sub(&left, 1) > 0) usleep(300);
      return block;
    }
    """

  @Test func manyThreadsStartAtOnceOnOtherEncodings() throws {
    let tool = Tool()
    try tool.write(Self.lateMemory, to: "late.c")
    let compiler = try #require(Program.find("clang"))
    let library = tool.path("late.so")
    let compiled = Program.run(compiler, ["-shared", "-fPIC", "-o", library, tool.path("late.c"), "-ldl"])
    try #require(compiled.status == 0, "\(compiled.output)")
    let feed = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
      .replacing("encoding=\"UTF-8\"", with: "encoding=\"ISO-8859-1\"")
    #expect(feed.contains("ISO-8859-1"))
    try FileManager.default.createDirectory(atPath: tool.path("feeds"), withIntermediateDirectories: true)
    for number in 0..<32 {
      let bytes = try #require(feed.data(using: .isoLatin1, allowLossyConversion: true))
      try bytes.write(to: URL(filePath: tool.path("feeds/\(number).xml")))
    }
    for _ in 0..<20 {
      let result = try tool.run(
        "validate", "feeds", "--profile", "none", "--jobs", "32", environment: ["LD_PRELOAD": library])
      #expect(result.status == 0, "\(result.errors.prefix(200))")
    }
  }
}
