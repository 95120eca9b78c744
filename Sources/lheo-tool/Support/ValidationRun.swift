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

  /// Validates the inputs and reports them in their order.
  func validate(
    _ items: [FeedInputs.Input], _ reports: ReportGroup, _ finished: (ValidationSummary) -> Void
  ) {
    let jobs = reading.jobCount
    if jobs < 2 || items.count < 2 {
      for item in items {
        reports.beginFile(item.name)
        let summary = validate(item, showsProgress: true, jobs: jobs, ofSeveral: items.count > 1) {
          reports.finding($0)
        }
        finished(reports.endFile(summary))
      }
      return
    }
    OrderedQueue.run(items.count, jobs: min(jobs, items.count)) { index in
      var findings: [Finding] = []
      let summary = validate(items[index], showsProgress: false, jobs: max(1, jobs / items.count), ofSeveral: true) {
        findings.append($0)
      }
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
