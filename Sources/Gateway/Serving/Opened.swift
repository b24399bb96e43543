import Core
import HTTPTypes
import NIOCore

/// An answer of a backend that may be passed on.
struct Opened {
  enum Content {
    case whole(ByteBuffer)
    case stream(OpenedStream)
  }

  let backend: Backend
  /// What the call is to the backend's breaker.
  let pass: Breaker.Pass
  var status: Int
  var type: String
  var headers: HTTPFields
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
