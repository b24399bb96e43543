import Core

/// A word of the title, or a name that the title is, in all the ways that documents may write it.
struct SubjectTerm {
  var forms: [[String]]
  var weight: Double
  /// Whether it is the name of one thing: the `Design System team` is another.
  var isName = false

  /// A word that comes up on the way, and not in a heading or where a sentence begins.
  static let passing = 0.4
  /// How far into a sentence its subject stands, in words.
  private static let opening = 7

  /// How it stands in texts: 1 where it is spoken of, less where it comes up in passing.
  func standing(in trains: [WordTrain]) -> Double {
    var (times, isInPassing) = (0, false)
    for sentence in trains.lazy.flatMap(\.sentences) {
      var place = 0
      while place < sentence.count {
        guard let end = forms.compactMap({ sentence[place...].end(of: $0) }).max() else {
          place += 1
          continue
        }
        if isName, end < sentence.count, sentence[end].makesAnother {
          isInPassing = true
        } else {
          if place < Self.opening { return 1 }
          times += 1
        }
        place = end
      }
      if !isInPassing {
        isInPassing = sentence.contains { word in
          forms.contains { $0.count == 1 && word.parts.contains($0[0]) }
        }
      }
    }
    return times > 1 ? 1 : times == 1 || isInPassing ? Self.passing : 0
  }

  /// How it stands in what is quoted. A list or a table is about what most of it says, and a procedure
  /// about what its heading says.
  func standing(in entry: PassageIndex.Entry) -> Double {
    guard entry.item == nil, entry.excerpt.form != .prose, entry.excerpt.form != .answer else {
      return standing(in: entry.train)
    }
    let standings = entry.train.map { standing(in: [$0]) }
    let lead = standings.prefix(entry.leads)
    let items = standings.dropFirst(entry.leads)
    if lead.contains(1) { return 1 }
    let isMost =
      entry.excerpt.form != .steps && lead.allSatisfy { $0 > 0 }
      && items.count { $0 > 0 } * 2 >= items.count
    return isMost ? items.max() ?? 0 : min(Self.passing, standings.max() ?? 0)
  }
}

extension ArraySlice<WordTrain.Word> {
  /// The place behind a form that the words begin with, whichever of its parts stand together in one
  /// word; `nil` where they begin otherwise.
  fileprivate func end(of form: [String]) -> Int? {
    var rest = form[...]
    for (place, word) in zip(indices, self) {
      guard rest.starts(with: word.parts), !word.parts.isEmpty else { return nil }
      rest = rest.dropFirst(word.parts.count)
      if rest.isEmpty { return place + 1 }
    }
    return nil
  }
}

extension WordTrain.Word {
  /// Whether it makes the name before it that of something else: `Design System Day`.
  fileprivate var makesAnother: Bool {
    isLarge && parts.count == 1 && parts[0].count > 1
      || parts.count == 1 && Self.others.contains(parts[0])
  }

  /// Those who gather around a thing, and where they do.
  private static let others = ReaderVoice.stems(
    "team group community project organisation department conference event day workshop meeting "
      + "website newsletter service")
}
