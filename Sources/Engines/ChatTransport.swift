import AsyncHTTPClient
import Core
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends one request body to a server's `/chat/completions`, and says what came back.
struct ChatTransport: Sendable {
  /// What came back of one try.
  enum Outcome {
    case answered(Answer)
    /// No answer; trying again may help.
    case failed(EngineError)
  }

  /// An HTTP response, read to its end.
  struct Answer {
    var status: Int
    var bytes: Data
    /// A header's first value.
    var header: (_ name: String) -> String?
  }

  private let settings: OpenAISettings

  /// The most bytes that are read of a reply.
  private static let sizeLimit = 32 << 20
  /// The most characters of a server's message that are printed.
  private static let longestMessage = 300

  /// One client for as long as the program runs, as `HTTPClient.shared` is. That one tries a refused
  /// connection again by itself, for minutes and unseen, and follows a redirect to another server.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(
      eventLoopGroupProvider: .shared(.singletonMultiThreadedEventLoopGroup),
      configuration: configuration)
  }()

  init(_ settings: OpenAISettings) { self.settings = settings }

  /// Sends a request body.
  ///
  /// - Throws: ``EngineError`` where trying again does not help.
  func post(_ body: Data) async throws(EngineError) -> Outcome {
    var request = HTTPClientRequest(url: "\(settings.baseURL)/chat/completions")
    request.method = .POST
    request.headers.add(name: "Authorization", value: settings.key.authorization)
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "User-Agent", value: "colophon")
    request.body = .bytes(ByteBuffer(bytes: body))
    do {
      let response = try await Self.client.execute(
        request, timeout: TimeAmount(settings.timeout))
      let bytes = try await response.body.collect(upTo: Self.sizeLimit)
      let headers = response.headers
      return .answered(
        Answer(
          status: Int(response.status.code), bytes: Data(bytes.readableBytesView),
          header: { headers.first(name: $0) }))
    } catch is NIOTooManyBytesError {
      throw EngineError(
        .badReply, "\(settings.host) answered with more than \(Self.sizeLimit >> 20) MiB",
        remedy: "Ask for fewer candidates, or lower maxCompletionTokens in script.yml.")
    } catch let error as HTTPClientError where [.invalidURL, .emptyHost].contains(error) {
      throw EngineError(
        .notConfigured, "the request to \(settings.host) cannot be sent: \(error.shortDescription)",
        remedy: "See that OPENAI_BASE_URL is an address.")
    } catch {
      if Task.isCancelled { throw .cancelled }
      return .failed(
        EngineError(
          .unreachable, "\(settings.host) \(reason(for: error))",
          remedy: "See that the server is up and OPENAI_BASE_URL is right, then run again."))
    }
  }

  private func reason(for error: any Error) -> String {
    guard let error = error as? HTTPClientError else {
      return error is NIOConnectionError
        ? "could not be reached: the address is unknown or refuses connections"
        : "could not be reached: \(printable("\(error)"))"
    }
    switch error {
    case .connectTimeout: return "could not be reached: connecting took too long"
    case .readTimeout, .deadlineExceeded, .requestStreamCancelled:
      return "did not answer within \(settings.timeout)"
    case .remoteConnectionClosed: return "closed the connection without an answer"
    default: return "could not be reached: \(printable(error.shortDescription))"
    }
  }

  /// A server's words, safe to print: on one line, of bounded length, without control characters and
  /// without the key.
  func printable(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let plain = String(
      String.UnicodeScalarView(
        line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    let safe = settings.key.redacting(plain)
    return safe.count > Self.longestMessage ? "\(safe.prefix(Self.longestMessage)) ..." : safe
  }
}

extension EngineError {
  /// The run was stopped from outside.
  static var cancelled: EngineError {
    EngineError(.unreachable, "the run was cancelled", remedy: "Run again to go on.")
  }
}
