import Dispatch

/// Waiting that no cancellation cuts short, for whoever has to see a process end.
enum Pause {
  static func wait(_ seconds: Double) async {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { continuation.resume() }
    }
  }
}
