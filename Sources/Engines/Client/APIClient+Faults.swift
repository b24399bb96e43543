import AsyncHTTPClient
import Core
import Formats
import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// What a failed connection means.
extension APIClient {
  /// A request that no response came to.
  func unanswered(_ error: any Error) -> APIFault {
    if Task.isCancelled || error is CancellationError { return APIFault(error: .cancelled) }
    if let error = error as? HTTPClientError,
      [.invalidURL, .emptyHost, .emptyScheme].contains(error)
    {
      return APIFault(
        error: EngineError(
          .notConfigured,
          "the request to \(settings.host) cannot be sent: \(error.shortDescription)",
          remedy: "See that \(settings.addressName) is an address."))
    }
    if isCertificate(error) {
      return APIFault(
        error: EngineError(
          .notConfigured,
          "\(settings.host) shows a certificate that is not its own or that nobody known signed; "
            + "nothing was sent",
          remedy: "See that \(settings.addressName) names the server as its certificate does, and that no "
            + "proxy stands between."))
    }
    let isUnsent = isUnsent(error)
    return APIFault(
      error: EngineError(
        isUnsent ? .unreachable : .unanswered, "\(settings.host) \(reason(for: error))",
        remedy: "See that the server is up and \(settings.addressName) is right, then run again."),
      mayPass: true, mayHaveArrived: !isUnsent)
  }

  /// Whether the connection itself could not be made. Of all else it must be assumed that the request
  /// went out.
  private func isUnsent(_ error: any Error) -> Bool {
    if error is NIOSSLError || error is NIOConnectionError { return true }
    if let error = error as? IOError {
      return [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL].contains(error.errnoCode)
    }
    if case .connectTimeout = error as? ChannelError { return true }
    guard let error = error as? HTTPClientError else { return false }
    return [.connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout].contains(error)
  }

  /// A connection that failed while the response came.
  func cut(_ error: any Error) -> APIFault {
    if Task.isCancelled || error is CancellationError { return APIFault(error: .cancelled) }
    let isSilent = (error as? HTTPClientError) == .readTimeout
    return APIFault(
      error: EngineError(
        .unanswered,
        isSilent
          ? "\(settings.host) stopped in the middle of its answer for \(settings.timeout)"
          : "\(settings.host) closed the connection in the middle of its answer",
        remedy: "Run again; what came is on record, and may have been paid for."),
      mayPass: true)
  }

  /// A body that goes on for longer than anybody waits for.
  func endless(_ seconds: Double) -> APIFault {
    APIFault(
      error: EngineError(
        .badReply, "\(settings.host) had not ended its answer after \(Int(seconds)) seconds",
        remedy: "Lower the limit of tokens (maxCompletionTokens in script.yml), then run again."))
  }

  private func isCertificate(_ error: any Error) -> Bool {
    if error is NIOSSLExtraError { return true }
    guard let error = error as? NIOSSLError else { return false }
    switch error {
    case .handshakeFailed(let cause): return "\(cause)".contains("CERTIFICATE")
    case .unableToValidateCertificate, .noCertificateToValidate: return true
    default: return false
    }
  }

  private func reason(for error: any Error) -> String {
    if error is NIOSSLError {
      return "could not be reached: the secure connection could not be made"
    }
    if let error = error as? IOError {
      return "could not be reached: \(String(systemError: error.errnoCode))"
    }
    guard let error = error as? HTTPClientError else {
      return error is NIOConnectionError
        ? "could not be reached: the address is unknown or refuses connections"
        : "could not be reached: \(settings.printable("\(error)"))"
    }
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      return "could not be reached: connecting took too long"
    case .readTimeout, .deadlineExceeded, .requestStreamCancelled:
      return "did not answer within \(settings.timeout)"
    case .remoteConnectionClosed: return "closed the connection without an answer"
    default: return "could not be reached: \(settings.printable(error.shortDescription))"
    }
  }
}

extension EngineError {
  /// The run was stopped from outside.
  static var cancelled: EngineError {
    EngineError(.cancelled, "the run was cancelled", remedy: "Run again to go on.")
  }
}
