extension Markup {
  /// The elements of a name below this one, none of them inside another of that name or inside an
  /// element of the name `barrier`. Of alternatives one is looked at.
  func outermost(_ name: String, outside barrier: String? = nil) -> [Markup] {
    outermost([name], outside: barrier)
  }

  /// The elements of some names below this one, in document order.
  func outermost(_ names: Set<String>, outside barrier: String? = nil) -> [Markup] {
    var found: [Markup] = []
    for element in elements {
      if names.contains(element.name) {
        found.append(element)
      } else if element.name == "AlternateContent" {
        found += element.alternative?.outermost(names, outside: barrier) ?? []
      } else if element.name != barrier {
        found += element.outermost(names, outside: barrier)
      }
    }
    return found
  }

  /// The one of an `mc:AlternateContent`'s alternatives that is read: the first choice that needs
  /// nothing we do not know, or else the fallback (ECMA-376 part 3, 7.6).
  var alternative: Markup? {
    // Prefixes stand for namespaces here: every program that writes these uses the same.
    let known: Set = ["a14", "w14", "w15", "wp14", "wpc", "wpg", "wpi", "wps"]
    let choice = all("Choice").first { choice in
      choice["Requires"]?.split(separator: " ").allSatisfy { known.contains(String($0)) } ?? false
    }
    return choice ?? first("Fallback")
  }
}
