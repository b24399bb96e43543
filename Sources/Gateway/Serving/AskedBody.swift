import Core
import Formats
import NIOCore

/// The body of a client's request, as far as the gateway reads it. The rest passes as it came.
struct AskedBody {
  /// The alias asked for.
  let alias: String
  let isStreamed: Bool
  /// What keeps a conversation together, where the request says so.
  let user: String?
  /// What the request itself says of consent: `"metadata": {"consent": "yes"}`.
  let consents: Bool?
  let bytes: [UInt8]
  /// Where the model stands among the bytes.
  private let model: Range<Int>

  init(_ bytes: [UInt8]) throws(APIRefusal) {
    guard let slice = JSONSlice(bytes) else { throw .noJSON }
    var models: [JSONSlice] = []
    var isStreamed = false
    var user: String?
    var identifier: String?
    var consents: Bool?
    let isObject = slice.forEachMember { name, value in
      switch name.text {
      case "model": models.append(value)
      case "stream": isStreamed = value.isTrue
      case "user": user = value.text
      case "safety_identifier": identifier = value.text
      case "metadata": consents = value.consent
      default: break
      }
    }
    guard isObject else { throw .noJSON }
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
    self.consents = consents
    self.bytes = bytes
    self.model = model.range
  }

  /// The same body for a backend: with its model's name, and nothing else changed.
  func asking(for name: String) -> ByteBuffer {
    var quoted: [UInt8] = []
    CanonicalJSON.append(name, to: &quoted)
    var buffer = ByteBuffer()
    buffer.reserveCapacity(bytes.count + quoted.count)
    buffer.writeBytes(bytes[..<model.lowerBound])
    buffer.writeBytes(quoted)
    buffer.writeBytes(bytes[model.upperBound...])
    return buffer
  }
}

extension JSONSlice {
  /// What metadata say of consent; `nil` where they say nothing, and no where they say anything but yes.
  fileprivate var consent: Bool? {
    var consent: Bool?
    _ = forEachMember { name, value in
      if name.text == "consent" { consent = (consent ?? true) && value.text == "yes" }
    }
    return consent
  }

  /// Whether it is the word `true`.
  fileprivate var isTrue: Bool { range.count == 4 && data.elementsEqual("true".utf8) }
}
