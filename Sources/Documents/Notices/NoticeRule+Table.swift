import Core

extension NoticeRule {
  /// Every rule that the readers' findings follow: what cannot be read, what is not as it is written,
  /// what no reader of the document sees, references, structure.
  ///
  /// A test holds it against the sources and against the page `Notices`.
  public static let all: [NoticeRule] = [
    .unreadableDocument, .notValid, .notWellFormed, .encodingAssumed, .unclosedComment,
    .undeclaredPrefix, .frontMatterNotRead, .missingPart, .readsLikeInstructions, .bidiControl,
    .hiddenCharacter, .hiddenText, .activeContent, .unsafeLink, .entityNotRead, .externalDTDNotRead,
    .inclusionNotRead, .unresolvedReference, .keyDefinedElsewhere, .brokenInternalLink,
    .linkTargetElsewhere, .duplicateID, .imageWithoutTextAlternative, .skippedHeadingLevel,
    .missingTitle, .trackedFormatting, .malformedProfile,
    .shadowedRule,
  ]

  // MARK: What cannot be read, or only in part

  public static let unreadableDocument = NoticeRule(
    "unreadable-document", .error,
    "Nothing of the document can be trusted: it is empty, too large, of no format that is read, "
      + "not well-formed, or built to exhaust its reader.",
    remedy: "Export it again, or take it out of the sources.")
  static let notValid = NoticeRule(
    "not-valid", .error, "The document breaks the schema that it is held against.",
    remedy: "Correct the element there, as its schema wants it.")
  static let notWellFormed = NoticeRule(
    "not-well-formed", .warning,
    "The document declares XML and is none; what could be read of it was.",
    remedy: "Correct it at the place named, or export it again.")
  static let encodingAssumed = NoticeRule(
    "encoding-assumed", .warning, "The bytes are not in the encoding that is declared.",
    remedy: "Save it as UTF-8, and declare it: <meta charset=\"utf-8\">.")
  static let unclosedComment = NoticeRule(
    "unclosed-comment", .warning, "A comment is not closed; what follows it may be missing.",
    remedy: "Close it with -->.")
  static let undeclaredPrefix = NoticeRule(
    "undeclared-prefix", .warning, "A name has a prefix that is bound to no namespace.",
    remedy: "Declare the prefix on the root element (xmlns:...).")
  static let frontMatterNotRead = NoticeRule(
    "front-matter-not-read", .warning, "The title in the front matter is not valid YAML.",
    remedy: "Write it as title: \"The title\".")
  static let missingPart = NoticeRule(
    "missing-part", .warning, "A part that the document names is not in it.",
    remedy: "Export the document again.")

  // MARK: What no reader of the document sees

  static let readsLikeInstructions = NoticeRule(
    "reads-like-instructions", .warning,
    "A comment or a hidden element speaks to a language model. Neither ever goes into a prompt.",
    remedy: "Find out who put it there, and remove it.")
  static let bidiControl = NoticeRule(
    "bidi-control", .warning,
    "A text holds a bidirectional control: readers see its characters in another order than "
      + "programs do.",
    remedy: "Remove the character, unless the language needs it.")
  static let hiddenCharacter = NoticeRule(
    "hidden-character", .warning,
    "A text holds a character without width, or a control character, which no reader sees.",
    remedy: "Remove the character, unless the language needs it.")
  static let hiddenText = NoticeRule(
    "hidden-text", .warning, "A text is hidden from the document's readers; it was left out.",
    remedy: "Remove it, or show it.")
  static let activeContent = NoticeRule(
    "active-content", .note, "A script, or what else would run, was left out.",
    remedy: "Nothing to do, unless its text matters; then write it as text.")
  static let unsafeLink = NoticeRule(
    "unsafe-link", .warning, "A link's address would run code; it was dropped.",
    remedy: "Link to a page, or remove the link.")

  // MARK: References

  static let entityNotRead = NoticeRule(
    "entity-not-read", .warning, "An entity stands for a text that is not in the document.",
    remedy: "Put the text it stands for into the document, or add its file as a source.")
  static let externalDTDNotRead = NoticeRule(
    "external-dtd-not-read", .note,
    "The document type's external part was not read; entities it declares are unknown.",
    remedy: "Nothing to do, unless another finding names such an entity.")
  static let inclusionNotRead = NoticeRule(
    "inclusion-not-read", .warning, "A document that this one includes was not read.",
    remedy: "Put the included document beside this one, as a source of its own.")
  static let unresolvedReference = NoticeRule(
    "unresolved-reference", .warning,
    "Content that the document takes from another (conref, conkeyref) was not put in.",
    remedy: "Resolve the references before the document comes here, or read the missing text there."
  )
  static let keyDefinedElsewhere = NoticeRule(
    "key-defined-elsewhere", .note, "A key is defined in no map that stands beside the document.",
    remedy: "Nothing to do where only its link or its short name is missing.")
  static let brokenInternalLink = NoticeRule(
    "broken-internal-link", .warning,
    "A link leads to a place that its own document does not have.",
    remedy: "Correct the target, or give the element meant its id.")
  static let linkTargetElsewhere = NoticeRule(
    "link-target-elsewhere", .note,
    "A cross-reference names an id that is not in this document; a book's other chapters may have "
      + "it.",
    remedy: "Correct the target where no other chapter has it.")
  static let duplicateID = NoticeRule(
    "duplicate-id", .warning, "Two elements have one id: links to it lead to the first.",
    remedy: "Give the second element an id of its own.")

  // MARK: Structure

  static let imageWithoutTextAlternative = NoticeRule(
    "image-without-text-alternative", .warning, "An image says nothing to who cannot see it.",
    remedy: "Say in a few words what it shows; where it only decorates, say that it does.")
  static let skippedHeadingLevel = NoticeRule(
    "skipped-heading-level", .note, "A heading is more than one level below the one before it.",
    remedy: "Use the next level, so that the outline has no gap.")
  static let missingTitle = NoticeRule(
    "missing-title", .note, "The document has neither a title nor a heading.",
    remedy: "Give it one: drafts and listings name their sources by it.")
  static let trackedFormatting = NoticeRule(
    "tracked-formatting", .note, "Tracked changes of formatting alone are not read.",
    remedy: "Nothing to do: no word depends on them.")

  // MARK: A desk's own profiles

  static let malformedProfile = NoticeRule(
    "malformed-profile", .error, "A profile says something that no document can be read by.",
    remedy: "Correct the line; the built-in profiles in Templates/profiles are examples.")
  static let shadowedRule = NoticeRule(
    "shadowed-rule", .warning, "A rule of a profile never counts: a later one has the same pattern.",
    remedy: "Remove one of the two.")
}
