/// What a dataset is about, and for whom: what its instructions and its card say.
public struct DatasetSubject: Hashable, Sendable {
  public var title: String
  public var audience: String
  public var voice: String
  /// BCP 47.
  public var language: String
  /// An SPDX identifier.
  public var licence: String

  public init(title: String, audience: String, voice: String, language: String, licence: String) {
    self.title = title
    self.audience = audience
    self.voice = voice
    self.language = language
    self.licence = licence
  }
}
