/// The control that a string names, as far as its key says: `login_button`, `Main.SaveBtn.Text`.
enum ControlRole {
  /// The role of a string by its key: what kind of text its last word says, or else the control that
  /// one of its words names.
  static func role(inKey key: String) -> String? {
    let words = words(of: key)
    guard let last = words.last else { return nil }
    if let role = texts[last] ?? lastWords[last] { return role }
    for word in words.reversed() {
      if let role = controls[word] { return role }
    }
    for word in words.reversed() {
      if let role = labels[word] ?? texts[word] { return role }
    }
    return nil
  }

  /// The role for what a format calls the control: `listitem` (XLIFF 1.2, restype), `GtkButton`.
  static func role(ofControl name: String) -> String? {
    let name = name.lowercased()
    let plain = name.hasPrefix("x-") ? String(name.dropFirst(2)) : name
    return controls[plain] ?? lastWords[plain] ?? labels[plain] ?? texts[plain]
  }

  /// The words of a key, in lower case: cut at what is no letter, and before a capital.
  static func words(of key: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in key {
      if !character.isLetter || (character.isUppercase && wasLower), !word.isEmpty {
        words.append(word.lowercased())
        word = ""
      }
      wasLower = character.isLowercase
      if character.isLetter { word.append(character) }
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }

  private static let controls: [String: String] = [
    "button": "button", "btn": "button", "cta": "button", "togglebutton": "button",
    "pushbutton": "button",
    "menuitem": "menu item", "menu": "menu", "submenu": "menu", "popupmenu": "menu",
    "hint": "placeholder", "placeholder": "placeholder", "tooltip": "tooltip",
    "checkbox": "checkbox", "radio": "radio button", "radiobutton": "radio button",
    "tab": "tab", "listitem": "option", "combobox": "option", "groupbox": "legend",
    "legend": "legend",
  ]

  /// Words that name a control at the end of a key, and may be verbs before: `check_updates_text`.
  private static let lastWords: [String: String] = [
    "check": "checkbox", "switch": "switch", "toggle": "switch", "link": "link",
    "submit": "button", "option": "option", "tip": "tooltip", "column": "column",
  ]

  /// Words that yield to the control they are of: `save_button_label` is what a button says.
  private static let labels: [String: String] = [
    "label": "label", "lbl": "label", "caption": "label",
    "title": "title", "heading": "title", "header": "title", "headline": "title",
    "dialog": "window", "window": "window",
  ]

  /// Words that say what a text does: `save_button_error` is what a program says.
  private static let texts: [String: String] = [
    "error": "message", "message": "message", "msg": "message", "toast": "message",
    "snackbar": "message", "warning": "message", "alert": "message", "notification": "message",
    "description": "description", "desc": "description", "summary": "description",
  ]
}
