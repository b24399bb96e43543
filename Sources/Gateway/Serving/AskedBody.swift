import Formats
import NIOCore

/// The body of a client's request, as far as the gateway reads it. The rest passes as it came.
struct AskedBody {
  /// The alias asked for.
  let alias: String
  let isStreamed: Bool
  /// What keeps a conversation together, where the request says so.
  let user: String?
  let bytes: ByteBuffer
  /// Where the model stands among the bytes.
  private let model: Range<Int>

  /// - Parameter consents: becomes what the request itself says of consent, where it does:
  ///   `"metadata": {"consent": "yes"}`.
  init(_ bytes: ByteBuffer, consents: inout Bool) throws(APIRefusal) {
    var models: [(range: Range<Int>, text: String?)] = []
    var isStreamed = false
    var user: String?
    var identifier: String?
    var said: Bool?
    let isObject = bytes.withUnsafeReadableBytes { bytes in
      JSONSlice(bytes.assumingMemoryBound(to: UInt8.self)).forEachMember { name, value in
        switch name.text {
        case "model": models.append((value.range, value.text))
        case "stream": isStreamed = value.isTrue
        case "user": user = value.text
        case "safety_identifier": identifier = value.text
        case "metadata": said = value.consent
        default: break
        }
      }
    }
    guard isObject else { throw .noJSON }
    consents = said ?? consents
    // Of two, the backend might take the other one.
    guard models.count < 2 else {
      throw APIRefusal(
        400, "invalid_request_error", code: nil, param: "model",
        "The body has `model` more than once.")
    }
    guard let model = models.first, let alias = model.text else {
      throw APIRefusal(
        400, "invalid_request_error", code: "missing_required_parameter", param: "model",
        "You must provide a model parameter.")
    }
    self.alias = alias
    self.isStreamed = isStreamed
    self.user = [user, identifier].compactMap { $0 }.first { !$0.isEmpty }
    self.bytes = bytes
    self.model = model.range
  }

  /// The same body for a backend: with its model's name, and nothing else changed.
  func asking(for name: String) -> ByteBuffer {
    var quoted: [UInt8] = []
    CanonicalJSON.append(name, to: &quoted)
    var buffer = ByteBuffer()
    buffer.reserveCapacity(bytes.readableBytes + quoted.count)
    bytes.withUnsafeReadableBytes { bytes in
      buffer.writeBytes(bytes[..<model.lowerBound])
      buffer.writeBytes(quoted)
      buffer.writeBytes(bytes[model.upperBound...])
    }
    return buffer
  }
}

extension JSONSlice {
  /// What metadata say of consent; `nil` where they say nothing, and no where they say anything but yes.
  fileprivate var consent: Bool? {
    var consent: Bool?
    forEachMember { name, value in
      if name.text == "consent" { consent = (consent ?? true) && value.text == "yes" }
    }
    return consent
  }
}
