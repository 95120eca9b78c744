import LheoModel
import LheoParser
import LheoPipeline
import LheoValidator

/// Inspects feeds instead of writing them.
public final class InspectionSink: OfferSink {
  /// What a part of a feed adds.
  public struct Prepared: Sendable {
    fileprivate let inspection: FeedInspection?
    fileprivate let checked: CheckedOffer?
  }

  private let check: FeedCheck
  private let day: PartialDate
  /// What is in the feed so far.
  public private(set) var inspection: FeedInspection

  /// A sink for a feed of that name, seen from a day.
  public init(file: String, asOf day: PartialDate) {
    self.day = day
    check = FeedCheck(options: ValidationOptions(asOf: day))
    inspection = FeedInspection(file: file, asOf: day)
  }

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Prepared {
    let makeChecker = check.makeOfferChecker()
    return { [day] in
      guard isParallel else { return { _ in Prepared(inspection: nil, checked: nil) } }
      let checker = makeChecker()
      return { event in
        guard let buffer = event.offer else {
          return Prepared(inspection: nil, checked: nil)
        }
        var inspection = FeedInspection(file: "", asOf: day)
        inspection.add(buffer)
        return Prepared(inspection: inspection, checked: checker.check(event))
      }
    }
  }

  /// The parts of another source follow.
  public func begin(_ source: String) {}

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: Prepared) -> SinkState {
    check.check(event, prepared.checked) { _ in }
    if case .begin = event { inspection.summary.note(event) }
    if let part = prepared.inspection {
      inspection.add(part)
    } else if let buffer = event.offer {
      inspection.add(buffer)
    }
    return .wantsMore
  }

  /// Puts the output in its place.
  public func finish() -> [OutputNotice] {
    inspection.summary.verdicts = check.verdicts
    return []
  }

  /// What has been read so far is what there is.
  public func abandon() { _ = finish() }

  /// Notes how many bytes have been read, uncompressed.
  public func note(bytesRead: Int) { inspection.bytes = bytesRead }

  /// Notes why the feed could not be read to its end.
  public func fail(_ error: FeedError) { inspection.fail(error) }
}
