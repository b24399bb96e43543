import AsyncHTTPClient
import Core
import Formats
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Sends requests to one server. It knows nothing of what they mean.
struct APIClient: Sendable {
  let settings: OpenAISettings
  let clock: EngineClock

  /// The most bytes that are read of an error.
  private static let errorLimit = 1 << 20
  /// The most redirects within the server that are followed.
  private static let mostRedirects = 3

  /// A response whose body is still to be read.
  struct Opened {
    var status: Int
    var headers: ResponseHeaders
    fileprivate var body: HTTPClientResponse.Body
  }

  /// A response, read to its end.
  struct Response {
    var status: Int
    var headers: ResponseHeaders
    var bytes: Data
  }

  /// Sends a request, and reads a response of status 200 to 299.
  func send(
    _ call: APICall
  ) async throws(APIFault) -> Response {
    let opened = try await open(call)
    let bytes = try await read(opened)
    return Response(status: opened.status, headers: opened.headers, bytes: bytes)
  }

  /// Sends a request; what has another status than 200 to 299 is thrown.
  func open(_ call: APICall) async throws(APIFault) -> Opened {
    var address = settings.baseURL + call.target
    for _ in 0...Self.mostRedirects {
      let opened = try await execute(call, at: address)
      switch opened.status {
      case 200..<300: return opened
      case 300..<400:
        guard let next = try redirect(opened, of: call, from: address) else {
          throw await refusal(opened)
        }
        address = next
      default: throw await refusal(opened)
      }
    }
    throw APIFault(
      error: EngineError(
        .refused, "\(settings.host) redirects in a circle",
        remedy: "See that \(settings.addressName) is right."))
  }

  /// Reads a body to its end.
  func read(_ opened: Opened) async throws(APIFault) -> Data {
    let begun = clock.uptime()
    let limit = settings.sizeLimit
    var bytes = Data()
    try await each(of: opened) { piece throws(APIFault) in
      guard bytes.count + piece.readableBytes <= limit else { throw tooLong(opened, bytes) }
      guard clock.uptime() - begun <= longest else { throw late(opened, bytes) }
      bytes.append(contentsOf: piece.readableBytesView)
      return true
    } soFar: {
      bytes
    }
    return bytes
  }

  /// The longest that an answer may take from its first byte to its last, in seconds: as long as six
  /// silences that are borne. A server that sends a byte now and then would keep a run for ever.
  var longest: Double { settings.seconds * 6 }

  /// What ``endless(_:)`` says, with what had come.
  func late(_ opened: Opened, _ received: Data?) -> APIFault {
    var fault = endless(longest)
    fault.status = opened.status
    fault.headers = opened.headers
    fault.received = received
    return fault
  }

  /// Hands on a body's pieces as they come, until one is the last that is wanted.
  func each(
    of opened: Opened, _ take: (ByteBuffer) async throws(APIFault) -> Bool,
    soFar: () -> Data?
  ) async throws(APIFault) {
    var pieces = opened.body.makeAsyncIterator()
    while true {
      let piece: ByteBuffer?
      do {
        piece = try await pieces.next()
      } catch {
        var fault = cut(error)
        fault.status = opened.status
        fault.headers = opened.headers
        fault.received = soFar()
        throw fault
      }
      guard let piece, try await take(piece) else { return }
    }
  }

  /// An answer of more bytes than are read.
  func tooLong(_ opened: Opened, _ received: Data?) -> APIFault {
    APIFault(
      error: EngineError(
        .badReply, "\(settings.host) answered with more than \(settings.sizeLimit >> 20) MiB",
        remedy: "Ask for fewer candidates, or lower maxCompletionTokens in script.yml."),
      status: opened.status, headers: opened.headers, received: received)
  }

  private func execute(_ call: APICall, at address: String) async throws(APIFault) -> Opened {
    var request = HTTPClientRequest(url: address)
    request.method = HTTPMethod(rawValue: call.method.rawValue)
    request.headers = headers(of: call)
    switch call.body {
    case .none: break
    case .json(let data): request.body = .bytes(ByteBuffer(bytes: data))
    case .form(let form):
      request.body = .stream(form.pieces, length: .known(Int64(form.length)))
    }
    do {
      let response = try await Self.client(timeout: settings.timeout).execute(
        request, timeout: TimeAmount(settings.timeout))
      return Opened(
        status: Int(response.status.code),
        headers: ResponseHeaders(response.headers.map { ($0.name, $0.value) }),
        body: response.body)
    } catch {
      throw unanswered(error)
    }
  }

  private func headers(of call: APICall) -> HTTPHeaders {
    var headers = HTTPHeaders()
    headers.add(name: "Authorization", value: settings.key.authorization)
    headers.add(name: "User-Agent", value: "colophon")
    if let organization = settings.organization {
      headers.add(name: "OpenAI-Organization", value: organization)
    }
    if let project = settings.project { headers.add(name: "OpenAI-Project", value: project) }
    if let key = call.idempotencyKey { headers.add(name: "Idempotency-Key", value: key) }
    switch call.body {
    case .none: break
    case .json: headers.add(name: "Content-Type", value: "application/json")
    case .form(let form): headers.add(name: "Content-Type", value: form.contentType)
    }
    return headers
  }

  /// Where a redirect leads, if it may be followed: to the same server, and without turning a POST
  /// into something else.
  private func redirect(
    _ opened: Opened, of call: APICall, from address: String
  ) throws(APIFault) -> String? {
    guard let target = opened.headers["location"] else { return nil }
    let isPath = target.hasPrefix("/") && !target.hasPrefix("//")
    let next = isPath ? settings.origin + target : target
    guard next == settings.origin || next.hasPrefix(settings.origin + "/") else {
      throw APIFault(
        error: EngineError(
          .refused,
          "\(settings.host) redirects to another address, \(settings.printable(target)); it was not "
            + "followed, for the key would go there",
          remedy: "If that is the server you mean, set \(settings.addressName) to it."),
        status: opened.status, headers: opened.headers)
    }
    let isKept = [307, 308].contains(opened.status) || call.method == .get
    return isKept && next != address ? next : nil
  }

  /// What an error response says. Its status counts, however long its body is and whether or not all
  /// of it comes.
  private func refusal(_ opened: Opened) async -> APIFault {
    var bytes = Data()
    do throws(APIFault) {
      try await each(of: opened) { piece throws(APIFault) in
        bytes.append(contentsOf: piece.readableBytesView.prefix(Self.errorLimit - bytes.count))
        return bytes.count < Self.errorLimit
      } soFar: {
        nil
      }
    } catch {
      // What had come is all there is.
    }
    return settings.fault(status: opened.status, headers: opened.headers, body: bytes)
  }

  /// One client for each length of silence that is borne, for as long as the program runs. The
  /// library's shared one tries a refused connection again by itself, for minutes and unseen, and
  /// holds requests to eight at a time.
  private static let clients = Mutex<[Duration: HTTPClient]>([:])
  private static let mostConnections = 1000

  private static func client(timeout: Duration) -> HTTPClient {
    clients.withLock { clients in
      if let client = clients[timeout] { return client }
      var configuration = HTTPClient.Configuration(
        redirectConfiguration: .disallow,
        timeout: .init(connect: .seconds(10), read: TimeAmount(timeout)))
      configuration.connectionPool.retryConnectionEstablishment = false
      configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = mostConnections
      let client = HTTPClient(
        eventLoopGroupProvider: .shared(.singletonMultiThreadedEventLoopGroup),
        configuration: configuration)
      clients[timeout] = client
      return client
    }
  }
}
