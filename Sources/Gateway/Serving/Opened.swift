import Core
import NIOCore

/// An answer of a backend that may be passed on.
struct Opened {
  enum Content {
    case whole(ByteBuffer)
    case stream(OpenedStream)
  }

  let backend: Backend
  var status: Int
  var type: String
  var headers: [(name: String, value: String)]
  var content: Content

  /// What the backend's breaker is told when the call is over.
  func outcome(of journal: Journal) -> Backend.Outcome {
    switch journal.outcome {
    case .half where journal.error == "gateway_stopping": .unknown
    case .half: .bad
    // The backend answered, and laid it on the request.
    case .whole, .failed: .good
    case .abandoned, .refused: .unknown
    }
  }
}

/// A stream whose first events are there.
struct OpenedStream {
  let call: BackendCall
  var first: ByteBuffer
  var cutter: EventCutter
}
