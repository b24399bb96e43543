/// What a dataset is about, and to whom it speaks: what every recipe can name.
public struct DatasetStyle: Hashable, Sendable {
  public let title: String
  public let audience: String
  public let voice: String
  /// BCP 47.
  public let language: String
  /// An SPDX identifier where there is one.
  public let licence: String

  public init(title: String, audience: String, voice: String, language: String, licence: String) {
    self.title = title
    self.audience = audience
    self.voice = voice
    self.language = language
    self.licence = licence
  }
}
