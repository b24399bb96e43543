import Core
import Formats
import Store

extension Finding {
  static func damagedAlias(_ file: String, _ error: NewsroomError) -> Finding {
    Finding(
      rule: "alias-damaged", severity: .error, place: SourcePlace(file), message: error.message,
      remedy: error.remedy)
  }

  static func unreadablePiece(_ error: YAMLError) -> Finding {
    Finding(
      rule: "piece-unreadable", severity: .error, place: error.place, message: error.message,
      remedy: "Correct that line.")
  }

  static func forgedHandOff(_ file: String, by child: String) -> Finding {
    Finding(
      rule: "handoff-forged", severity: .error, place: SourcePlace(file),
      message: "the record is not the one that \(child) was written after",
      remedy: "Bring the file back from Git or a backup; somebody has rewritten it.")
  }

  static func missingHandOff(_ id: HandOffID, folder: String) -> Finding {
    Finding(
      rule: "handoff-missing", severity: .error, place: SourcePlace(folder),
      message: "record \(id.rawValue), which others were written after, is not here",
      remedy: "Bring the file back from Git or a backup, or merge the clone that has it.")
  }

  static func illegalHandOff(_ file: String, _ aside: PieceState.SetAside) -> Finding {
    Finding(
      rule: "decision-set-aside", severity: aside.isSettled ? .note : .error,
      place: SourcePlace(file),
      message: "the record has no effect: \(aside.refusal.message)"
        + (aside.isSettled ? "; it was decided anew in knowledge of it" : ""),
      remedy: aside.isSettled ? "Nothing to do." : aside.refusal.remedy)
  }

  static func conflict(_ conflict: PieceState.Conflict, folder: String) -> Finding {
    Finding(
      rule: "decisions-in-conflict", severity: .error, place: SourcePlace(folder),
      message: "decisions were taken without knowledge of each other: "
        + conflict.summary.joined(separator: "; "),
      remedy: "A person settles it by deciding again: colophon approve, send-back, decline ...")
  }

  static func missingArtifact(_ file: ArtifactFile, of handOff: HandOff, in desk: Desk) -> Finding {
    Finding(
      rule: "artifact-missing", severity: .error,
      place: SourcePlace(desk.versions.path(of: file.sha256)),
      message: "the bytes of \(handOff.fromStage.name)/\(file.path), "
        + "named by \(handOff.fileName), are not here",
      remedy: "Bring the file back from Git or a backup.")
  }

  static func stale(
    _ file: String, stage: StageID, reason: String, isPresent: Bool = false
  ) -> Finding {
    Finding(
      rule: "artifact-stale", severity: .error, place: SourcePlace(file),
      message: "\(stage.name) is outdated: \(reason)",
      remedy: (isPresent
        ? "Put the change forward: colophon submit; "
        : "Send the piece back to where the change belongs (colophon send-back), ")
        + "or put the former file back: colophon show <piece> <file>")
  }

  static func marketplaceDiffers(_ file: String, _ what: String) -> Finding {
    Finding(
      rule: "marketplace-differs", severity: .error, place: SourcePlace(file), message: what,
      remedy: "colophon run on any piece writes the marketplace anew from what was approved.")
  }

  static func alteredAnswer(_ record: CallRecord, in folder: String) -> Finding {
    Finding(
      rule: "ledger-altered", severity: .error, place: SourcePlace(folder),
      message: "the answer to request '\(record.attempt.request)' on record \(record.id.rawValue) "
        + "was changed: its digest does not match",
      remedy: "Bring the file back from Git or a backup; ledger files are never edited.")
  }

  static func badOpinion(_ what: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "draft-rating-unreadable", severity: .warning, place: place,
      message: "the file is no opinion of a draft that counts: \(what)",
      remedy: "Correct it, or delete it; it counts for nothing as it is.")
  }
}
