import LheoParser
import LheoPipeline
import LheoReports
import LheoValidator

/// Validates the feeds of a command, several at a time.
struct ValidationRun {
  let options: ValidationOptions
  let reading: ReadingOptions
  let keepsGoing: Bool
  /// Whether a report says by what the bytes of feeds are known again.
  let digests: Bool

  /// So many bytes of a feed at most are read beside others: what is found in it waits in memory for its turn.
  private static let smallSize = 1_000_000

  /// Validates the inputs and reports them in their order: small ones together, a large one by all cores.
  func validate(
    _ items: [FeedInputs.Input], _ reports: ReportGroup, _ finished: (ValidationSummary) -> Void
  ) {
    let jobs = reading.jobCount
    var rest = items[...]
    while let item = rest.first {
      let small = jobs > 1 ? rest.prefix { Self.isSmall($0) } : []
      if small.count > 1 {
        validate(Array(small), jobs: jobs, ofSeveral: items.count > 1, reports, finished)
        rest = rest.dropFirst(small.count)
        continue
      }
      reports.beginFile(item.name)
      let summary = validate(item, showsProgress: true, jobs: jobs, ofSeveral: items.count > 1) { reports.finding($0) }
      finished(reports.endFile(summary))
      rest = rest.dropFirst()
    }
  }

  private static func isSmall(_ item: FeedInputs.Input) -> Bool {
    switch item {
    case .success(let feed): feed.size ?? .max <= smallSize
    case .failure: true
    }
  }

  /// Validates several feeds at a time.
  private func validate(
    _ items: [FeedInputs.Input], jobs: Int, ofSeveral: Bool, _ reports: ReportGroup,
    _ finished: (ValidationSummary) -> Void
  ) {
    OrderedQueue.run(items.count, jobs: min(jobs, items.count)) { index in
      var findings: [Finding] = []
      let summary = validate(
        items[index], showsProgress: false, jobs: max(1, jobs / items.count), ofSeveral: ofSeveral
      ) { findings.append($0) }
      return (summary, findings)
    } deliver: { index, result in
      reports.beginFile(items[index].name)
      for finding in result.1 { reports.finding(finding) }
      finished(reports.endFile(result.0))
    }
  }

  private func validate(
    _ item: FeedInputs.Input, showsProgress: Bool, jobs: Int, ofSeveral: Bool, _ receive: (Finding) -> Void
  ) -> ValidationSummary {
    switch item {
    case .failure(let error):
      var summary = ValidationSummary(file: error.file)
      summary.error = error
      return summary
    case .success(let feed):
      var options = options
      options.limits = reading.limits
      options.jobs = jobs
      options.goesOnAfterBrokenOffers = keepsGoing
      options.listsOffers = ofSeveral
      let digest = digests ? FeedDigest() : nil
      let read = digest.map(feed.digesting) ?? feed
      let validator = FeedValidator(options: options)
      return reading.follow(FeedSource(feed), isShown: showsProgress) { progress in
        // Nobody cancels the threads of the tool.
        var summary =
          (try? validator.validate(
            read, progress: { progress(PipelineProgress(bytesRead: $0)) }, report: receive))
          ?? ValidationSummary(file: feed.name)
        summary.digest = digest?.finish(read)
        return summary
      }
    }
  }
}
