/// Where a line is no JSON, and why.
struct JSONFault: Error, Hashable {
  enum Reason: Hashable {
    case endsEarly, trailing, unclosedString, controlCharacter(UInt8), invalidEscape, notUTF8(UInt8)
    case noSuchValue, notANumber, badNumber, singleQuote, curlyQuote, comment, pythonWord
    case byteOrderMark
    case missingName, missingColon, missingComma, trailingComma, tooDeep, tooManyValues
  }

  /// The offset in the file.
  let offset: Int
  let reason: Reason
}
