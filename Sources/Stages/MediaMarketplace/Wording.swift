import Core

extension Finding {
  static func notAsSigned(_ display: String) -> Finding {
    Finding(
      rule: "listing-not-as-signed", severity: .error, place: SourcePlace(display),
      message: "the packed file is not the one that was signed",
      remedy: "Send the piece back to ProductionRequest and have it signed anew.")
  }

  static func emptyListing(_ display: String) -> Finding {
    Finding(
      rule: "listing-empty", severity: .error, place: SourcePlace(display),
      message: "the listing has no deliverable",
      remedy: "Send the piece back to RawDesigns and choose a draft.")
  }
}
