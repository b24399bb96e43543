import Core

extension JSONFault {
  /// What is wrong, as part of a sentence.
  var message: String {
    switch reason {
    case .endsEarly: "the line ends before its value does"
    case .trailing: "something follows after the line's one value"
    case .unclosedString: "a text begins here and is not closed"
    case .controlCharacter(0):
      "a byte of zero stands here, as in UTF-16: part of the file is in another encoding"
    case .controlCharacter(let byte):
      "a control character (U+\(Self.hex(UInt32(byte), digits: 4))) stands here as it is"
    case .invalidEscape: "a backslash stands before a character that it does not escape"
    case .notUTF8(let byte): "the byte 0x\(Self.hex(UInt32(byte), digits: 2)) is not UTF-8"
    case .noSuchValue: "no value begins with this character"
    case .notANumber: "NaN and Infinity are no JSON"
    case .badNumber: "the number is not written as JSON writes one"
    case .singleQuote: "a text is in single quotation marks"
    case .curlyQuote: "a text is in curly quotation marks"
    case .byteOrderMark: "a byte order mark stands inside the file, as where files were joined"
    case .comment: "JSON has no comments"
    case .pythonWord: "the word is Python's"
    case .missingName: "a name in quotation marks is missing"
    case .missingColon: "a colon is missing after the name"
    case .missingComma: "a comma or a closing bracket is missing"
    case .trailingComma: "nothing follows the comma"
    case .tooDeep: "values are more than \(JSONLine.mostDepth) deep in one another"
    case .tooManyValues: "the line has more than \(JSONLine.mostValues) values"
    }
  }

  var rule: DatasetRule {
    switch reason {
    case .notUTF8: .lineEncoding
    case .tooDeep, .tooManyValues: .lineTooLarge
    case .endsEarly, .trailing, .unclosedString, .controlCharacter, .invalidEscape, .noSuchValue,
      .notANumber, .badNumber, .singleQuote, .curlyQuote, .comment, .pythonWord, .byteOrderMark,
      .missingName, .missingColon, .missingComma, .trailingComma:
      .lineInvalid
    }
  }

  /// The way out of this one.
  var remedy: String {
    switch reason {
    case .endsEarly, .unclosedString:
      "Write the line whole; a line break in a text is written \\n."
    case .trailing: "Put each object on a line of its own."
    case .controlCharacter(0):
      "Convert that part first: iconv -f UTF-16LE -t UTF-8 PART > PART.jsonl."
    case .controlCharacter: "Write \\n, \\t or \\u00.. for it."
    case .invalidEscape: "Write \\\\ for a backslash, and four hexadecimal digits after \\u."
    case .notUTF8(let byte):
      // Windows-1252 has letters and quotation marks where Latin-1 has control characters.
      byte < 0xA0
        ? "Windows-1252 by its look; convert what it came from: iconv -f WINDOWS-1252 -t UTF-8."
        : "Latin-1 by its look; convert what it came from: iconv -f ISO-8859-1 -t UTF-8."
    case .notANumber: "Write null, or leave the field out."
    case .badNumber: "Write it as 0.5 or 1e-3: no leading zero, no plus, digits after the point."
    case .singleQuote: "Write quotation marks (\"); json.dumps does, str does not."
    case .curlyQuote: "Write straight quotation marks (\")."
    case .byteOrderMark, .comment: "Take it out."
    case .pythonWord: "Write true, false or null; json.dumps does, str does not."
    case .trailingComma: "Take the comma out."
    case .noSuchValue, .missingName, .missingColon, .missingComma:
      "Correct it here, or write the file with a JSON library."
    case .tooDeep, .tooManyValues: DatasetRule.lineTooLarge.remedy
    }
  }

  private static func hex(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
