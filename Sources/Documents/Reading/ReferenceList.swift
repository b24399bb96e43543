import Core

/// The anchors a document defines and the links it makes.
struct ReferenceList {
  private(set) var anchors: Set<String> = []
  private(set) var links: [ReadDocument.Link] = []
  private var local: [(target: String, line: Int, isMarked: Bool)] = []
  private var keys: Set<String> = []

  /// Takes what an element's attributes define and refer to.
  mutating func take(
    _ node: XMLNode, name: String, vocabulary: Vocabulary, list: inout NodeList
  ) {
    var attributes: [(String, String)] = []
    node.forEachAttribute { attributes.append(($0, $1)) }
    for (attribute, value) in attributes {
      if attribute == "id" {
        // DITA's ids below a topic need to be unique in their topic only.
        if !anchors.insert(value).inserted, vocabulary.format != .dita {
          list.note(
            "duplicate-id", .warning, line: node.line, "The id '\(value)' stands twice.",
            "Give this <\(name)> an id of its own.")
        }
      } else if attribute == "name", name == "a" {
        anchors.insert(value)
      } else if vocabulary.linkAttributes.contains(attribute) {
        takeLink(value, attribute: attribute, line: node.line, list: &list)
      } else if vocabulary.inclusionAttributes.contains(attribute) {
        takeInclusion(value, attribute: attribute, line: node.line, list: &list)
      } else if vocabulary.format == .html || vocabulary.format == .svg, attribute.hasPrefix("on"),
        attribute.count > 4
      {
        list.note(
          "active-content", .note, line: node.line,
          "The script in '\(attribute)' was left out: active content is never published.",
          "Nothing to do.")
      }
    }
  }

  /// Takes an anchor that stands in no attribute.
  mutating func define(_ anchor: String) { anchors.insert(anchor) }

  /// Takes a link by the attribute that makes it.
  mutating func takeLink(
    _ value: String, attribute: String, line: Int, list: inout NodeList
  ) {
    // An image carried inside a drawing is no link.
    guard !value.hasPrefix("data:image/") else { return }
    let target = value.whiteSpaceFolded
    guard LinkTarget.isSafe(target) else {
      list.note(
        "unsafe-link", .warning, line: line, "The link's address was dropped: it would run code.",
        "Link to a page, or remove the link.")
      return
    }
    links.append(ReadDocument.Link(target: target, line: line))
    if attribute == "linkend" {
      local.append((target, line, false))
    } else if target.hasPrefix("#") {
      local.append((String(target.dropFirst()), line, true))
    }
  }

  private mutating func takeInclusion(
    _ value: String, attribute: String, line: Int, list: inout NodeList
  ) {
    links.append(ReadDocument.Link(target: value, line: line))
    if attribute == "conref" || attribute == "conkeyref" {
      list.note(
        "unresolved-reference", .warning, line: line,
        "The content of '\(value)' (@\(attribute)) was not put in.",
        "Resolve the references before the document comes here, or read the missing text there.")
    } else if keys.insert(value).inserted {
      list.note(
        "unresolved-reference", .note, line: line,
        "The key '\(value)' (@\(attribute)) is defined in another document.",
        "Nothing to do where only its link or its short name is missing.")
    }
  }

  /// Notes the links whose target this document should have, and has not.
  func check(_ list: inout NodeList) {
    for (target, line, isMarked) in local where !target.isEmpty && target != "top" {
      let last = target.split(separator: "/").last.map(String.init) ?? target
      guard !anchors.contains(target), !anchors.contains(last),
        !anchors.contains(LinkTarget.decoded(last))
      else { continue }
      list.note(
        "broken-internal-link", isMarked ? .warning : .note, line: line,
        "The link's target '\(isMarked ? "#" : "")\(target)' is not in this document.",
        "Correct the target, or give the element meant its id.")
    }
  }
}
