import Documents
import Foundation
import Testing

struct SniffingTests {
  @Test(arguments: [
    ("<!doctype html><p>x", "a.xml", DocumentFormat.html),
    ("<html><body/></html>", "a.txt", .html),
    ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "a.xml", .html),
    ("<page xmlns='http://projectmallard.org/1.0/' id='a'/>", "a.page", .mallard),
    ("<book xmlns='http://docbook.org/ns/docbook'/>", "a.xml", .docbook),
    (
      "<!DOCTYPE chapter PUBLIC '-//OASIS//DTD DocBook XML V4.2//EN' 'x.dtd'><chapter/>", "a.xml",
      .docbook
    ),
    ("<!-- note --><concept id='a'/>", "a.dita", .dita),
    ("<myTopic class='- topic/topic my/my '/>", "a.xml", .dita),
    ("<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", "a.svg", .svg),
    ("# Title\n\ntext", "notes.txt", .markdown),
    ("plain words", "a.md", .markdown),
    ("<div align='center'>logo</div>\n\n# Title", "README.md", .markdown),
  ])
  func `a document's content tells its format`(text: String, name: String, format: DocumentFormat) {
    #expect(DocumentFormat.sniff(Data(text.utf8), name: name) == format)
  }

  @Test(arguments: [
    ("plain words", "a.txt"), ("{}", "page.html"), ("<xliff/>", "a.xml"), ("", "a.md"),
    ("<outline/>", "a.opml"),
    ("<root><a/></root>", "a.xml"), ("<interface><p/></interface>", "a.xml"),
  ])
  func `a name alone makes no format`(text: String, name: String) {
    #expect(DocumentFormat.sniff(Data(text.utf8), name: name) == nil)
  }

  @Test func `UTF-16 with a byte order mark is sniffed and read`() throws {
    let text = "<page xmlns='http://projectmallard.org/1.0/'><title>Größe</title></page>"
    var data = Data([0xFF, 0xFE])
    for unit in text.utf16 { data += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(DocumentFormat.sniff(data, name: "a.page") == .mallard)
    #expect(try DocumentReader.read(data, path: "a.page", display: "a.page").title == "Größe")
  }
}
