/// The words of a text that say what it is about: what texts are searched for and compared by.
public enum ContentWords {
  /// The words in lower case, in order, without those of one letter and the most common English
  /// ones; for other languages all words.
  public static func of(_ text: String) -> [String] {
    words(of: text).filter { $0.count > 1 && !stopWords.contains($0) }
  }

  /// All words in lower case, in order.
  public static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static let stopWords: Set<String> = [
    "about", "after", "all", "also", "an", "and", "any", "anybody", "anything", "are", "as", "at",
    "be", "been", "before", "but", "by", "can", "do", "does", "each", "every", "everything", "for",
    "from", "go", "goes", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is",
    "it", "its", "many", "may", "me", "might", "more", "most", "much", "must", "my", "no", "not",
    "nothing", "of", "on", "or", "other", "our", "she", "should", "so", "some", "somebody",
    "something", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "us", "was", "we", "were", "what", "when", "where", "which", "who",
    "whom", "why", "will", "with", "would", "you", "your",
  ]
}
