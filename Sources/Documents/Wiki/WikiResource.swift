/// What a link or an image of a stored page refers to: a page, an attachment, a person, an address.
struct WikiResource {
  /// What a reader sees where the link has no words of its own.
  let name: String
  /// An address outside of Confluence.
  let address: String?
  /// The target as wiki markup writes it, behind a scheme of its own that no browser follows:
  /// `confluence:SPACE:Page`, `confluence:Page^file.pdf`, `confluence:~person`.
  let target: String

  /// Reads an element of `ri:`; `nil` for another.
  init?(_ element: WikiElement) {
    guard element.name.hasPrefix("ri:") else { return nil }
    func attribute(_ names: String...) -> String? {
      names.lazy.compactMap { element[$0]?.whiteSpaceFolded }.first { !$0.isEmpty }
    }
    let space = attribute("space-key").map { "\($0):" } ?? ""
    var address: String?
    let wiki: String
    switch element.name {
    case "ri:page":
      name = attribute("content-title") ?? ""
      wiki = space + name
    case "ri:blog-post":
      name = attribute("content-title") ?? ""
      wiki = space + (attribute("posting-day").map { "/\($0)/" } ?? "") + name
    case "ri:attachment":
      name = attribute("filename") ?? ""
      let page = element.elements.lazy.compactMap(WikiResource.init).first?.target ?? ""
      wiki = page.dropFirst(Self.scheme.count) + "^" + name
    case "ri:user":
      name = attribute("username").map { "@\($0)" } ?? "@user"
      wiki = "~" + (attribute("account-id", "userkey", "username") ?? "")
    case "ri:url":
      name = attribute("value") ?? ""
      address = name
      wiki = name
    case "ri:space":
      name = attribute("space-key") ?? ""
      wiki = space
    case "ri:shortcut":
      name = attribute("parameter") ?? ""
      wiki = "\(name)@\(attribute("key") ?? "")"
    default:
      name = ""
      wiki = attribute("content-id", "id") ?? ""
    }
    self.address = address
    target = Self.scheme + wiki
  }

  private static let scheme = "confluence:"
}
