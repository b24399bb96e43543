import Core
import Formats
import Foundation
import Testing

@Suite struct TemplateTests {
  private func template(_ text: String, _ output: Template.Output = .text) throws -> Template {
    try Template(
      TemplateFile(display: "Templates/x.mustache", bytes: Data(text.utf8)), for: output)
  }

  @Test func `an unknown variable is an error with its line and column`() throws {
    let template = try template("Dear {{name}},\n  your {{bok}}\n")
    #expect {
      _ = try template.render(["name": "Ana", "book": "Emma"])
    } throws: { error in
      let place = (error as? TemplateError)?.place
      return place == SourcePlace("Templates/x.mustache", line: 2, column: 8)
    }
  }

  @Test func `a variable of a list's items is known inside the list only`() throws {
    let list: [String: TemplateValue] = ["items": .list([.fields(["text": "one"])])]
    #expect(try template("{{#items}}- {{text}}\n{{/items}}").render(list) == "- one\n")
    #expect(throws: TemplateError.self) { try template("{{text}}").render(list) }
  }

  @Test func `markup is escaped on pages and left alone in prompts`() throws {
    let fields: [String: TemplateValue] = ["title": "a < b & \"c\""]
    #expect(try template("{{title}}", .text).render(fields) == "a < b & \"c\"")
    #expect(try template("{{title}}", .markup).render(fields).contains("&lt;"))
  }

  @Test func `a value that holds a tag is not expanded again`() throws {
    #expect(try template("{{a}}").render(["a": "{{b}}", "b": "secret"]) == "{{b}}")
  }

  @Test func `a malformed template is an error with its line`() {
    #expect {
      _ = try template("fine\n{{#open}}\n")
    } throws: { error in
      (error as? TemplateError)?.place.file == "Templates/x.mustache"
    }
  }
}
