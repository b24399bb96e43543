/// The control that a string names, as far as its key says: `login_button`, `Main.SaveBtn.Text`.
enum ControlRole {
  /// The role of a string by its key: that of the last word that names a control, or else what kind of
  /// text it is.
  static func role(inKey key: String) -> String? {
    let words = words(of: key)
    for word in words.reversed() {
      if let role = controls[word] { return role }
    }
    for word in words.reversed() {
      if let role = texts[word] { return role }
    }
    return nil
  }

  /// The role for what a format calls the control: `listitem` (XLIFF 1.2, restype), `GtkButton`.
  static func role(ofControl name: String) -> String? {
    let name = name.lowercased()
    let plain = name.hasPrefix("x-") ? String(name.dropFirst(2)) : name
    return controls[plain] ?? texts[plain]
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
    "button": "button", "btn": "button", "cta": "button", "submit": "button",
    "togglebutton": "button", "pushbutton": "button",
    "menuitem": "menu item", "menu": "menu", "submenu": "menu", "popupmenu": "menu",
    "hint": "placeholder", "placeholder": "placeholder",
    "tooltip": "tooltip", "tip": "tooltip",
    "checkbox": "checkbox", "check": "checkbox", "radio": "radio button",
    "radiobutton": "radio button", "switch": "switch", "toggle": "switch",
    "tab": "tab", "link": "link", "option": "option", "listitem": "option", "combobox": "option",
    "groupbox": "legend", "legend": "legend", "column": "column",
  ]

  /// Words that say what a text does, where no word names a control: `save_button_label` is what a
  /// button says.
  private static let texts: [String: String] = [
    "label": "label", "lbl": "label", "caption": "label",
    "title": "title", "heading": "title", "header": "title", "headline": "title",
    "dialog": "window", "window": "window",
    "error": "message", "message": "message", "msg": "message", "toast": "message",
    "snackbar": "message", "warning": "message", "alert": "message", "notification": "message",
    "description": "description", "desc": "description", "summary": "description",
  ]
}
