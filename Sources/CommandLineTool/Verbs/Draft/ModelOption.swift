/// What `--model` says of a draft: the model's name, or `none`.
enum ModelOption {
  /// The name; `nil` where no model took part.
  static func name(_ said: String) -> String? { said.lowercased() == "none" ? nil : said }
}
