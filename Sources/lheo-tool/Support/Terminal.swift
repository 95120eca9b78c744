import ArgumentParser
import Glibc
import LheoModel
import LheoOutput
import LheoReports

/// When colours are used.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// Whether words to a stream are coloured, or words to a file, for `nil`.
  func isOn(to stream: Terminal.Stream?) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: stream?.isTerminal == true && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    }
  }
}

/// Words for a person at a terminal. Whatever they quote (names of files, arguments, texts of feeds) cannot steer it.
enum Terminal {
  enum Stream {
    case output, errors

    var isTerminal: Bool {
      switch self {
      case .output: Terminal.outputIsTerminal
      case .errors: Terminal.errorIsTerminal
      }
    }
  }

  /// Says something beside the results, on one line of standard error.
  static func say(_ text: String) {
    let sink = words(to: .errors)
    sink.append(text.visible + "\n")
    sink.flush()
  }

  /// A sink for words of several lines.
  static func words(to stream: Stream) -> ByteSink {
    let terminal = unaltered(to: stream)
    // What is appended in one piece arrives in one piece: no character is torn.
    return ByteSink(file: "terminal") { piece in
      terminal.append(String(decoding: piece, as: UTF8.self).visibleLines)
      terminal.flush()
      return terminal.error?.code ?? 0
    }
  }

  /// A sink for results that are not altered: data, or a report, which escapes what it quotes itself.
  static func unaltered(to stream: Stream) -> ByteSink {
    switch stream {
    case .output: ByteSink(descriptor: STDOUT_FILENO, file: "-")
    case .errors: ByteSink(descriptor: STDERR_FILENO, file: "stderr")
    }
  }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Shows how far long work has come, on standard error if that is a terminal and the work takes over a second.
struct Progress {
  private let label: String
  private let total: Int?
  private let started: Double
  private var lastShown: Double
  private let isOn: Bool

  init(_ label: String, total: Int?, isQuiet: Bool = false) {
    self.label = label.visible
    self.total = total
    isOn = Terminal.errorIsTerminal && !isQuiet
    started = Self.now
    lastShown = started + 0.8
  }

  mutating func update(_ bytes: Int) {
    guard isOn else { return }
    let now = Self.now
    guard now - lastShown > 0.2 else { return }
    lastShown = now
    let rate = Double(bytes) / max(now - started, 0.001)
    let (megabytes, speed) = (bytes / 1_000_000, Int(rate / 1_000_000))
    var line = Speech.language(
      "\(label) : \(megabytes) Mo, \(speed) Mo/s", "\(label): \(megabytes) MB, \(speed) MB/s")
    if let total, total >= bytes, rate > 0 {
      let (percent, left) = (bytes * 100 / max(total, 1), Int(Double(total - bytes) / rate))
      line += Speech.language(", \(percent) %, reste \(left) s", ", \(percent) %, \(left) s left")
    }
    write("\r\u{1B}[K\(line)")
  }

  func finish() {
    if isOn, lastShown > started + 0.8 { write("\r\u{1B}[K") }
  }

  /// What `--verbose` says of a feed that has been read.
  func summary(_ bytes: Int) -> String {
    let seconds = max(Self.now - started, 0.001)
    let megabytes = Double(bytes) / 1e6
    let (size, time, speed) = (Self.rounded(megabytes), Self.rounded(seconds), Self.rounded(megabytes / seconds))
    return Speech.language(
      "\(label) : \(size) Mo en \(time) s, \(speed) Mo/s", "\(label): \(size) MB in \(time) s, \(speed) MB/s")
  }

  private static func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let mark = Speech.language(",", ".")
    return "\(hundredths / 100)\(mark)\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private func write(_ text: String) {
    let sink = ByteSink(descriptor: STDERR_FILENO, file: "stderr")
    sink.append(text)
    sink.flush()
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
