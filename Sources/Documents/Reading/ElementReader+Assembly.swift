import Core

/// What a document takes from its neighbours: conrefs, keys, the topics of a map.
extension ElementReader {
  /// How many references may lead on to others.
  private static let hopLimit = 8

  /// Reads what a content reference names in the place of its element (DITA 1.3, 2.4.5).
  ///
  /// - Returns: `false` where it leads nowhere; a finding says so.
  mutating func readReference(
    _ attribute: MarkupTape.Attribute, of element: Int, _ context: Context
  ) -> Bool {
    let value = source.tape.value(of: attribute)
    let name = source.tape.names[Int(attribute.name)].local
    references.add(link: value, line: source.line(of: element))
    guard hops < Self.hopLimit, let target = target(value, isKey: name == "conkeyref", of: element)
    else {
      list.note(
        "unresolved-reference", .warning, at: place(of: element),
        "The content of '\(value)' (@\(name)) was not put in.",
        "Put the document it names among the sources, or the missing text here.")
      return false
    }
    hops += 1
    defer { hops -= 1 }
    guard let other = target.source else {
      read(target.element, context)
      return true
    }
    settlePlaces()
    let outer = source
    source = other
    read(target.element, context)
    settlePlaces()
    source = outer
    return true
  }

  private mutating func target(
    _ value: String, isKey: Bool, of element: Int
  ) -> (source: TapeSource?, element: Int)? {
    let from = source.tape.files[Int(source.tape.tokens[element].file)].path
    var file = String(value.prefix { $0 != "#" })
    var id = value.firstIndex(of: "#").map { String(value[value.index(after: $0)...]) } ?? ""
    var path = file.isEmpty ? from : SourceFolder.resolve(file, from: from)
    if isKey {
      file = String(value.prefix { $0 != "/" })
      id = value.firstIndex(of: "/").map { String(value[value.index(after: $0)...]) } ?? ""
      path = folder.keys[file]?.target
    }
    guard let path, let name = id.split(separator: "/").last.map(String.init) else { return nil }
    if path == from {
      return source.tape.element(id: name, in: id).map { (nil, $0) }
    }
    guard let tape = folder.tape(path, beside: source.tape.files[0], keeps: source.profile.profile),
      let found = tape.element(id: name, in: id)
    else { return nil }
    let files = [list.number(file: path)]
    return (TapeSource(tape, source.profile.profile, files: files), found)
  }

  /// Puts in the text that a key supplies for an empty element (DITA 1.3, 2.4.4.3), or the key itself.
  ///
  /// - Returns: whether the element was empty.
  mutating func readKey(_ attribute: MarkupTape.Attribute, of element: Int) -> Bool {
    let value = source.tape.value(of: attribute)
    let key = String(value.prefix { $0 != "/" })
    let definition = folder.keys[key]
    if definition == nil, references.isNew(key: value) {
      list.note(
        "key-defined-elsewhere", .note, at: place(of: element),
        "The key '\(value)' (@\(source.tape.names[Int(attribute.name)].local)) is defined in another "
          + "document.", "Nothing to do where only its link or its short name is missing.")
    }
    references.add(link: definition?.target ?? value, line: source.line(of: element))
    guard source.tape.next(after: element) == element + 1 else { return false }
    let text = definition?.text ?? value.split(separator: "/").last.map(String.init) ?? value
    run.append(contentsOf: text.utf8)
    return true
  }

  /// Reads the document that stands in the place of an element, then what stands below it: a map's
  /// topic and its subtopics.
  mutating func readTopic(
    _ attribute: MarkupTape.Attribute, of element: Int, _ context: Context
  ) {
    let value = source.tape.value(of: attribute)
    let from = source.tape.files[Int(source.tape.tokens[element].file)].path
    let path = SourceFolder.resolve(String(value.prefix { $0 != "#" }), from: from)
    var inner = context
    inner.titleTarget = .section
    flush()
    if let path, !folder.isEmpty {
      if !included.contains(path), path != list.document, hops < Self.hopLimit {
        if let tape = folder.tape(
          path, beside: source.tape.files[0], keeps: source.profile.profile)
        {
          let number = list.number(file: path)
          included.insert(path)
          settlePlaces()
          let outer = source
          source = TapeSource(tape, outer.profile.profile, files: [number])
          hops += 1
          readPart(inner)
          hops -= 1
          settlePlaces()
          source = outer
        } else {
          list.note(
            "unresolved-reference", .warning, at: place(of: element),
            "The document '\(value)' is not among the sources, or is not well-formed.",
            "Put it there, or remove the reference.")
        }
      }
    }
    inner.depth += 1
    readContainer(element, inner)
    list.leaveSections(from: context.depth + 1)
  }

  /// Reads a whole tape as a part of the document; a map in a map is no section of its own.
  private mutating func readPart(_ context: Context) {
    guard let root = source.tape.root else { return }
    if ["map", "bookmap"].contains(source.tape.name(of: root).local) {
      readContainer(root, context)
    } else {
      keepsSectionOpen = true
      read(root, context)
      keepsSectionOpen = false
    }
    flush()
  }
}

extension MarkupTape {
  /// The element of an id; where `path` is `topic/element`, the one inside that topic.
  func element(id: String, in path: String) -> Int? {
    let parts = path.split(separator: "/")
    var range = 0..<tokens.count
    if parts.count == 2, let topic = element(id: String(parts[0]), in: range) {
      range = topic..<next(after: topic)
    }
    return element(id: id, in: range)
  }

  private func element(id: String, in range: Range<Int>) -> Int? {
    range.first { isElement($0) && tokens[$0].count > 0 && attribute("id", of: $0) == id }
  }
}
