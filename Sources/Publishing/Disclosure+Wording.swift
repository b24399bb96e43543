public import Core

extension Disclosure {
  /// How the text came to be, in plain words for its readers.
  public var statement: String {
    switch self {
    case .none:
      "No AI model took part in this text. It was drawn from the team's own documents or written "
        + "by people, and people approved it before it was published."
    case .aiAssisted:
      "An AI model helped to draft this text. People chose, edited and approved it before it was "
        + "published, and answer for it."
    }
  }

  /// The same in a few words, for lists.
  public var label: String {
    switch self {
    case .none: "No AI model took part"
    case .aiAssisted: "Drafted with AI, reviewed by people"
    }
  }

  /// schema.org's counterpart of the IPTC Digital Source Type; `nil` where no model took part.
  var digitalSourceType: String? {
    switch self {
    case .none: nil
    case .aiAssisted: "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
    }
  }
}
