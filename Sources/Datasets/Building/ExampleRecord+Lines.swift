import Core
import Formats
import FoundationEssentials

extension ExampleRecord {
  /// Its line of lineage, without the line end: what `Example.Lineage` is in canonical JSON.
  func lineage(
    split: Example.Split, line number: Int, licence: String, review: Example.Judgement?
  ) throws -> [UInt8] {
    var line = Array("{\"group\":".utf8)
    line.reserveCapacity(sources.count + 256)
    CanonicalJSON.append(group, to: &line)
    line.append(contentsOf: ",\"id\":".utf8)
    CanonicalJSON.append(id, to: &line)
    line.append(contentsOf: ",\"kind\":\"\(kind.rawValue)\",\"licence\":".utf8)
    CanonicalJSON.append(licence, to: &line)
    line.append(contentsOf: ",\"line\":\(number),\"recipe\":".utf8)
    CanonicalJSON.append(recipe, to: &line)
    line.append(contentsOf: ",\"recipeVersion\":\(recipeVersion)".utf8)
    if let review {
      line.append(contentsOf: ",\"review\":".utf8)
      line.append(contentsOf: try CanonicalJSON.line(review))
    }
    line.append(contentsOf: ",\"sources\":".utf8)
    line.append(contentsOf: sources)
    line.append(contentsOf: ",\"split\":\"\(split.rawValue)\"}".utf8)
    return line
  }

  /// The example that its line was written of.
  func example() throws -> Example {
    let chat = try JSONDecoder().decode(DatasetLine.self, from: Data(line))
    return Example(
      id: id, recipe: recipe, recipeVersion: recipeVersion, messages: chat.messages,
      rejected: chat.rejected, group: group,
      sources: try JSONDecoder().decode([SourceReference].self, from: Data(sources)))
  }

  /// The answer that its line was written of.
  func answer() throws -> String {
    let end = Array("\",\"role\":\"assistant\"}]}".utf8)
    let start = Array("{\"content\":".utf8)
    // No text can look like either: its quotation marks would be escaped.
    guard kind == .chat, line.count > end.count + start.count,
      line[(line.count - end.count)...].elementsEqual(end)
    else { return try example().answered }
    var place = line.count - end.count - start.count
    while place > 0, line[place] != start[0] || !line[place..<(place + start.count)].elementsEqual(start) {
      place -= 1
    }
    let text = line[(place + start.count)..<(line.count - end.count + 1)]
    return try JSONDecoder().decode(String.self, from: Data(text))
  }

  /// The ids of its source nodes, as they are escaped.
  func nodes() -> [ArraySlice<UInt8>] {
    let key = Array("\"node\":\"".utf8)
    var nodes: [ArraySlice<UInt8>] = []
    var place = 0
    // No text can look like the key: its quotation marks would be escaped.
    while place + key.count < sources.count {
      guard sources[place] == key[0], sources[place + 1] == key[1],
        sources[place..<(place + key.count)].elementsEqual(key)
      else {
        place += 1
        continue
      }
      let id = sources[(place + key.count)...].prefix { $0 != 0x22 }
      nodes.append(id)
      place = id.endIndex
    }
    return nodes
  }
}
