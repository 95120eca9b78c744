import LheoParser
import LheoPipeline
import LheoReports
import LheoValidator

/// Validates the feeds of a command, several at a time.
struct ValidationRun {
  let options: ValidationOptions
  let reading: ReadingOptions
  let keepsGoing: Bool

  /// Validates the inputs and reports them in their order.
  func validate(
    _ items: [FeedInputs.Input], _ reports: ReportGroup, _ finished: (ValidationSummary) -> Void
  ) {
    let jobs = reading.jobCount
    if jobs < 2 || items.count < 2 {
      for item in items {
        reports.beginFile(item.name)
        let summary = validate(item, showsProgress: true, jobs: jobs) { reports.finding($0) }
        finished(reports.endFile(summary))
      }
      return
    }
    OrderedQueue.run(items.count, jobs: min(jobs, items.count)) { index in
      var findings: [Finding] = []
      let summary = validate(items[index], showsProgress: false, jobs: max(1, jobs / items.count)) {
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
    _ item: FeedInputs.Input, showsProgress: Bool, jobs: Int, _ receive: (Finding) -> Void
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
      let validator = FeedValidator(options: options)
      return reading.follow(FeedSource(feed), isShown: showsProgress) { progress in
        // Nobody cancels the threads of the tool.
        let summary = try? validator.validate(
          feed, progress: { progress(PipelineProgress(bytesRead: $0)) }, report: receive)
        return summary ?? ValidationSummary(file: feed.name)
      }
    }
  }
}
