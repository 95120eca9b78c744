import LheoModel
import LheoOutput
import LheoWriter

// Pipelines over typed offers, for who does not want to know of buffers and sinks.

extension Pipeline {
  /// The pipeline with only the offers for which something holds.
  public func keeping(_ isKept: @escaping @Sendable (Formation) -> Bool) -> Pipeline {
    then(mayLeaveOut: true) { isKept(Formation(decoding: $0)) ? .keep : .drop }
  }

  /// The pipeline with changed offers.
  public func changing(_ change: @escaping @Sendable (inout Formation) -> Void) -> Pipeline {
    then(mayLeaveOut: mayLeaveOut) { buffer in
      var formation = Formation(decoding: buffer)
      change(&formation)
      return .replace(formation)
    }
  }

  /// The pipeline with something done to the offers that its stage leaves.
  private func then(
    mayLeaveOut: Bool, _ edit: @escaping @Sendable (ElementBuffer) -> OfferEdit
  ) -> Pipeline {
    let stage = OfferStage { [stage] in
      let work = stage.makeWork()
      return { buffer in
        let (first, note) = work(buffer)
        switch first {
        case .drop: return (.drop, note)
        case .keep: return (edit(buffer), note)
        case .rewrite(let other):
          let second = edit(other)
          if case .keep = second { return (first, note) }
          return (second, note)
        }
      }
    }
    return Pipeline(source, stage, jobs: jobs, mayLeaveOut: mayLeaveOut)
  }

  /// Writes the offers as a feed, with all that is around and beside them in the source. The file appears whole or not at
  /// all; `-` is standard output.
  ///
  /// - Returns: what is to be known of the feed, such as references that lead to offers which have been left out, and so
  ///   have been left out, too.
  /// - Throws: why the source cannot be read or the file cannot be written, `NoOfferError` where no offer is left.
  @discardableResult
  public func write(to path: String, options: FeedWriter.Options = FeedWriter.Options()) throws -> [OutputNotice] {
    try run(into: FeedSink(try OutputFile(path), options: options, dropsReferences: mayLeaveOut))
  }

  /// Calls `body` with each offer that the stages leave, in the order of the source.
  ///
  /// - Throws: why the source cannot be read, or what `body` throws.
  public func forEach(_ body: (Formation) throws -> Void) throws {
    try forEachNote { buffer, _ in if let buffer { try body(Formation(decoding: buffer)) } }
  }
}
