import Core
import Formats
import FoundationEssentials

/// `croissant.json`: what a dataset is, for machines, in JSON-LD (MLCommons, Croissant Format
/// Specification 1.0): its files with their digests, and the fields of their records.
struct Croissant {
  let card: CardFacts
  let counts: [DatasetExport.Count]
  /// The data, by path.
  let files: [String: Data]
  /// Of the examples.
  let licences: [String]

  func document() throws -> Data {
    var members: [ExchangeValue.Member] = [
      .init(key: "@context", value: Self.context),
      .init(key: "@type", value: .text("sc:Dataset")),
      .init(key: "name", value: .text(card.slug)),
      .init(key: "alternateName", value: .text(card.title)),
      .init(key: "conformsTo", value: .text("http://mlcommons.org/croissant/1.0")),
      .init(key: "description", value: .text(description)),
      .init(key: "citeAs", value: .text(citation)),
      .init(key: "version", value: .text(version)),
      .init(key: "distribution", value: .list(counts.map(file))),
      .init(key: "recordSet", value: .list(counts.map(records))),
    ]
    if !licenceAddresses.isEmpty {
      members.append(.init(key: "license", value: .list(licenceAddresses.map { .text($0) })))
    }
    if !card.languages.isEmpty {
      members.append(.init(key: "inLanguage", value: .list(card.languages.map { .text($0) })))
    }
    return try CanonicalJSON.document(ExchangeValue.object(members))
  }

  private var description: String {
    let examples = counts.reduce(0) { $0 + $1.examples }
    return "\(card.title): \(examples) examples to tune and to test a chat model with, "
      + "each with the sources it was made of."
  }

  private var citation: String {
    "@misc{\(card.slug), title = {\(card.title.filter { !"{}\\".contains($0) })}, "
      + "note = {Prompt dataset, version \(version)}}"
  }

  /// No one numbers datasets: a version is its content.
  private var version: String {
    var hasher = DigestHasher()
    for count in counts { hasher.update(files[count.path] ?? Data()) }
    return "1.0.0+\(hasher.finish().short)"
  }

  private var licenceAddresses: [String] {
    licences.map { licence in
      let isIdentifier = licence.allSatisfy { character in
        character.isASCII && (character.isLetter || character.isNumber || "-.+".contains(character))
      }
      return isIdentifier && !licence.hasPrefix("LicenseRef")
        ? "https://spdx.org/licenses/\(licence).html" : licence
    }
  }

  private func file(_ count: DatasetExport.Count) -> ExchangeValue {
    let bytes = files[count.path] ?? Data()
    return .object([
      "@type": .text("cr:FileObject"), "@id": .text(count.path), "name": .text(count.path),
      "contentUrl": .text(count.path), "contentSize": .text("\(bytes.count) B"),
      "encodingFormat": .text("application/jsonlines"), "sha256": .text(Digest(of: bytes).hex),
    ])
  }

  // MARK: Fields

  /// `train`, `preference-train` ...
  private func name(of count: DatasetExport.Count) -> String {
    let parts = count.path.split(separator: "/").dropFirst()
    return parts.joined(separator: "-").replacing(".jsonl", with: "")
  }

  private func records(_ count: DatasetExport.Count) -> ExchangeValue {
    let name = name(of: count)
    let isPair = name.hasPrefix("preference-")
    let chats = isPair ? ["prompt", "chosen", "rejected"] : ["messages"]
    let texts = ["id", "recipe", "group", "licence"].map { field($0, in: name, count.path) }
    let lists = chats.map { list($0, ["role", "content"], in: name, count.path) }
    let sources = list(
      "sources", ["document", "path", "line", "node", "digest"], in: name, count.path)
    return .object([
      "@type": .text("cr:RecordSet"), "@id": .text(name), "name": .text(name),
      "description": .text("\(count.examples) examples of \(count.path)."),
      "key": .object(["@id": .text("\(name)/id")]), "field": .list(texts + lists + [sources]),
    ])
  }

  private func field(
    _ column: String, in records: String, _ path: String, of list: String? = nil
  ) -> ExchangeValue {
    var source: [ExchangeValue.Member] = [
      .init(key: "fileObject", value: .object(["@id": .text(path)])),
      .init(key: "extract", value: .object(["column": .text(list ?? column)])),
    ]
    if list != nil {
      source.append(.init(key: "transform", value: .object(["jsonPath": .text("$.\(column)")])))
    }
    let parent = list.map { "\($0)/" } ?? ""
    return .object([
      "@type": .text("cr:Field"), "@id": .text("\(records)/\(parent)\(column)"),
      "name": .text(column), "source": .object(source),
      "dataType": .text(column == "line" ? "sc:Integer" : "sc:Text"),
    ])
  }

  private func list(
    _ column: String, _ parts: [String], in records: String, _ path: String
  ) -> ExchangeValue {
    .object([
      "@type": .text("cr:Field"), "@id": .text("\(records)/\(column)"), "name": .text(column),
      "repeated": .bool(true),
      "subField": .list(parts.map { field($0, in: records, path, of: column) }),
    ])
  }

  /// The context that the specification gives (section "Appendix 1: JSON-LD context"), word for word:
  /// readers complain of any other.
  private static let context: ExchangeValue = {
    let named = [
      "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject",
      "fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField",
      "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate",
      "separator", "source", "subField", "transform",
    ]
    var members = named.map { ExchangeValue.Member(key: $0, value: .text("cr:\($0)")) }
    let others: KeyValuePairs<String, ExchangeValue> = [
      "@language": .text("en"), "@vocab": .text("https://schema.org/"),
      "conformsTo": .text("dct:conformsTo"), "cr": .text("http://mlcommons.org/croissant/"),
      "data": .object(["@id": .text("cr:data"), "@type": .text("@json")]),
      "dataType": .object(["@id": .text("cr:dataType"), "@type": .text("@vocab")]),
      "dct": .text("http://purl.org/dc/terms/"),
      "examples": .object(["@id": .text("cr:examples"), "@type": .text("@json")]),
      "rai": .text("http://mlcommons.org/croissant/RAI/"), "sc": .text("https://schema.org/"),
    ]
    members += others.map { .init(key: $0.key, value: $0.value) }
    return .object(members)
  }()
}
