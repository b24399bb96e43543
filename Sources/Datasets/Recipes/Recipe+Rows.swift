import Core

extension Recipe {
  /// Rows of tables that have a head: what the table says of the row's first cell.
  func addRows(of outline: DocumentOutline, to matches: inout RecipeMatches) {
    var table: [Int] = []
    func isNext(_ place: Int) -> Bool {
      guard let last = table.last else { return true }
      return outline.nodes[last].tablePath == outline.nodes[place].tablePath
    }
    for index in outline.places(for: filter) {
      let node = outline.nodes[index]
      if !isNext(index) || (node.isTableHead && !table.isEmpty) {
        addRows(table, of: outline, to: &matches)
        table = []
      }
      table.append(index)
    }
    addRows(table, of: outline, to: &matches)
  }

  private func addRows(
    _ rows: [Int], of outline: DocumentOutline, to matches: inout RecipeMatches
  ) {
    guard let first = rows.first, rows.count > 1 else { return }
    let head = outline.nodes[first].cellTexts
    guard outline.nodes[first].isTableHead, head.count > 1, !head.contains(where: \.isEmpty) else {
      matches.skip("a table without a head")
      return
    }
    let names = rows.dropFirst().map { outline.nodes[$0].cellTexts.first ?? "" }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    for (place, name) in zip(rows.dropFirst(), names) {
      let node = outline.nodes[place]
      let cells = node.cellTexts
      let isWhole = cells.count == head.count && node.cells?.contains { $0.rows > 1 } != true
      guard isWhole, counts[name] == 1, name.contains(where: \.isLetter) else {
        matches.skip("a row that its first cell does not tell from others")
        continue
      }
      let said = zip(head, cells).dropFirst().filter { !$0.1.isEmpty }
      let isOne = said.count == 1
      let answer =
        isOne
        ? said[0].1 : said.map { "\($0.0): \($0.1)" }.joined(separator: "\n")
      let objection =
        PassageWords.objection(to: node.text)
        ?? filter.objection(toWords: said.reduce(0) { $0 + $1.1.wordCount })
      if let objection {
        matches.skip(objection)
        continue
      }
      matches.add(
        RecipeMatch(
          fields: [
            "row": name, "column": isOne ? said[0].0 : "",
            "columns": said.map { "\"\($0.0)\"" }.joined(separator: ", "), "answer": answer,
          ], nodes: [first, place], trail: node.section))
    }
  }
}
