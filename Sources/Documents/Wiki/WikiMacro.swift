/// A macro of a stored page: its name, its parameters and its bodies.
struct WikiMacro {
  /// What a macro is to a reader of design documents.
  enum Role: Hashable {
    /// A box around texts: info, note, warning ...
    case admonition
    /// A question whose answer opens on a click.
    case expand
    case code
    case quote
    /// A coloured word that says how far something is.
    case status
    /// A reference to an issue of a tracker.
    case issue
    /// A named place to link to.
    case anchor
    /// The content of another page.
    case inclusion
    /// A drawing that is kept beside the page.
    case diagram
    /// Groups what stands in it.
    case group
    /// Made anew at each view: lists of pages, contents, charts.
    case generated
    /// Markup that would act.
    case active
    case unknown
  }

  let element: WikiElement
  /// In lower case.
  let name: String
  let parameters: [String: WikiElement]

  /// Reads `ac:structured-macro`, or the `ac:macro` of old pages; `nil` for another element.
  init?(_ element: WikiElement) {
    guard element.name == "ac:structured-macro" || element.name == "ac:macro" else { return nil }
    self.element = element
    name = (element["name"] ?? "").lowercased()
    var parameters: [String: WikiElement] = [:]
    for child in element.elements {
      if child.name == "ac:parameter" { parameters[child["name"] ?? ""] = child }
      if child.name == "ac:default-parameter" { parameters[""] = child }
    }
    self.parameters = parameters
  }

  var role: Role { Self.roles[name] ?? .unknown }

  /// Whether it stands in a text.
  var isInline: Bool { [.status, .issue, .anchor].contains(role) }

  /// A parameter's text, white space folded; `nil` where it is missing or empty.
  func parameter(_ name: String) -> String? {
    guard let text = parameters[name]?.text.whiteSpaceFolded, !text.isEmpty else { return nil }
    return text
  }

  /// The page or attachment that it names.
  var resource: WikiResource? {
    for child in element.elements where child.name.hasSuffix("parameter") {
      let inLink = child.elements.lazy.flatMap(\.elements)
      if let found = (child.elements + inLink).lazy.compactMap(WikiResource.init).first {
        return found
      }
    }
    return nil
  }

  /// Its preformatted text, without the line breaks around it.
  var plainText: String? {
    guard let written = element.first("ac:plain-text-body")?.text else { return nil }
    var text = String(written.drop { $0.isNewline })
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// The macros of Confluence and its most used apps.
  private static let roles: [String: Role] = {
    let names: [(Role, String)] = [
      (.admonition, "info note warning tip panel success error"),
      (.expand, "expand ui-expand"),
      (.code, "code noformat code-block paste-code-macro"),
      (.quote, "quote"),
      (.status, "status status-handy"),
      (.issue, "jira jiraissues"),
      (.anchor, "anchor"),
      (.inclusion, "include excerpt-include excerpt-include-macro multiexcerpt-include-macro"),
      (.diagram, "drawio drawio-sketch inc-drawio gliffy lucidchart balsamiq mermaid-cloud"),
      (.group, "excerpt multiexcerpt multiexcerpt-macro details section column toc-zone div span"),
      (.group, "ui-tabs ui-tab ui-steps ui-step hide-if show-if table-filter table-plus"),
      (.group, "unmigrated-inline-wiki-markup unmigrated-wiki-markup legacy-content"),
      (.generated, "toc children pagetree pagetreesearch recently-updated contributors gallery"),
      (.generated, "contributors-summary content-by-label contentbylabel detailssummary"),
      (.generated, "tasks-report-macro task-report change-history profile profile-picture chart"),
      (.generated, "attachments blog-posts livesearch space-attachments spaces index roadmap"),
      (.generated, "content-report-table create-from-template popular-labels related-labels"),
      (.generated, "listlabels navmap network userlister favpages jirachart pagetreeview"),
      (.generated, "page-properties-report decisionreport recently-updated-dashboard"),
      (.active, "html html-include widget iframe gadget script style rss"),
    ]
    let pairs = names.flatMap { role, words in
      words.split(separator: " ").map { (String($0), role) }
    }
    return Dictionary(pairs) { first, _ in first }
  }()
}
