import Foundation
import Testing

/// What a test needs that not every machine has. Without it the test is skipped, and the end of `make test` says so.
extension Trait where Self == ConditionTrait {
  /// The shared folder.
  public static var needsShared: Self { .enabled("needs ../shared") { Repository.shared != nil } }

  /// The packages that analysts use.
  public static var needsPython: Self { .enabled("needs Python's packages") { Python.isAvailable } }

  /// A browser.
  public static var needsBrowser: Self { .enabled("needs Chromium") { Browser.isAvailable } }

  /// A PostgreSQL server that can be started.
  public static var needsPostgreSQL: Self { .enabled("needs PostgreSQL") { PostgreSQLServer.isInstalled } }

  /// Another program.
  public static func needs(_ program: String) -> Self {
    .enabled("needs \(program)") { Program.find(program) != nil }
  }

  /// The right to mount a small disk, which a container may not have.
  public static var needsMount: Self { .enabled("needs the right to mount") { SmallDisk.isAvailable } }

  private static func enabled(_ reason: String, if isMet: @escaping @Sendable () -> Bool) -> Self {
    .enabled(if: isMet(), Comment(rawValue: reason))
  }
}

/// A small disk, to see what happens when it is full.
public enum SmallDisk {
  static let isAvailable: Bool = {
    guard let folder = try? TemporaryFolder(), mount(at: folder.url) else { return false }
    unmount(folder.url)
    return true
  }()

  /// Mounts one at a folder that is there, which then belongs to a user; whether that was allowed.
  public static func mount(at folder: URL, kilobytes: Int = 64, owner: uid_t = getuid()) -> Bool {
    let arguments = ["-t", "tmpfs", "-o", "size=\(kilobytes)k,uid=\(owner)", "tmpfs", folder.path]
    return Program.find("mount").map { Program.run($0, arguments).status == 0 } ?? false
  }

  /// Takes it away.
  public static func unmount(_ folder: URL) { _ = Program.find("umount").map { Program.run($0, [folder.path]) } }
}
