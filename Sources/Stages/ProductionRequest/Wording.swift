import Core

extension Finding {
  static func emptyManuscript(_ display: String) -> Finding {
    Finding(
      rule: "manuscript-empty", severity: .error, place: SourcePlace(display),
      message: "the manuscript holds no text",
      remedy: "Write it, or delete the file to start from the chosen draft again.")
  }

  static func imageWithoutAlternative(_ place: SourcePlace) -> Finding {
    Finding(
      rule: "manuscript-image-without-alternative", severity: .error, place: place,
      message: "an image has no text alternative",
      remedy: "Say between the square brackets what the image shows.")
  }
}
