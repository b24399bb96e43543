import CLibXML2

/// A node of an ``XMLTree``. It cannot outlive the tree it was borrowed from.
@safe struct XMLNode: ~Escapable {
  /// What a node is, as far as reading cares.
  enum Kind {
    case element, text, comment, instruction, entityReference, other
  }

  private let pointer: xmlNodePtr
  private let expansion: EntityExpansion

  @_lifetime(immortal)
  init(unchecked pointer: xmlNodePtr, expansion: EntityExpansion) {
    unsafe self.pointer = pointer
    self.expansion = expansion
  }

  /// The node's address: its identity while the tree lives.
  var address: UInt { unsafe UInt(bitPattern: pointer) }

  var kind: Kind {
    switch unsafe pointer.pointee.type {
    case XML_ELEMENT_NODE: .element
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: .text
    case XML_COMMENT_NODE: .comment
    case XML_PI_NODE: .instruction
    case XML_ENTITY_REF_NODE: .entityReference
    default: .other
    }
  }

  var isElement: Bool { unsafe pointer.pointee.type == XML_ELEMENT_NODE }

  /// The local name.
  var name: String { unsafe pointer.pointee.name.map { unsafe String(cString: $0) } ?? "" }

  var namespace: String? {
    guard isElement, let ns = unsafe pointer.pointee.ns, let href = unsafe ns.pointee.href else {
      return nil
    }
    return unsafe String(cString: href)
  }

  /// The line the node starts on, from 1.
  var line: Int { unsafe max(1, Int(xmlGetLineNo(pointer))) }

  var firstChild: XMLNode? {
    @_lifetime(copy self) get {
      // An entity's declaration hangs below its references: it is read by `appendText` only.
      guard kind != .entityReference, let child = unsafe pointer.pointee.children else {
        return nil
      }
      return unsafe _overrideLifetime(
        XMLNode(unchecked: child, expansion: expansion), copying: self)
    }
  }

  var next: XMLNode? {
    @_lifetime(copy self) get {
      guard let next = unsafe pointer.pointee.next else { return nil }
      return unsafe _overrideLifetime(
        XMLNode(unchecked: next, expansion: expansion), copying: self)
    }
  }

  /// The element above; `nil` at the root.
  var parent: XMLNode? {
    @_lifetime(copy self) get {
      guard let parent = unsafe pointer.pointee.parent,
        unsafe parent.pointee.type == XML_ELEMENT_NODE
      else { return nil }
      return unsafe _overrideLifetime(
        XMLNode(unchecked: parent, expansion: expansion), copying: self)
    }
  }

  /// The value of the attribute of a local name, whatever its namespace.
  func attribute(_ name: String) -> String? {
    guard isElement else { return nil }
    var property = unsafe pointer.pointee.properties
    while let current = unsafe property {
      if unsafe String(cString: current.pointee.name) == name { return unsafe value(of: current) }
      unsafe property = current.pointee.next
    }
    return nil
  }

  var hasAttributes: Bool { unsafe isElement && pointer.pointee.properties != nil }

  /// Calls `body` with the local name and the value of each attribute, in document order.
  func forEachAttribute(_ body: (String, String) -> Void) {
    guard isElement else { return }
    var property = unsafe pointer.pointee.properties
    while let current = unsafe property {
      unsafe body(String(cString: current.pointee.name), value(of: current))
      unsafe property = current.pointee.next
    }
  }

  /// The text of the node and all below it, as it is written.
  var text: String {
    var text = ""
    appendText(to: &text)
    return text
  }

  /// The text of a comment or processing instruction.
  var content: String {
    unsafe pointer.pointee.content.map { unsafe String(cString: $0) } ?? ""
  }

  /// Appends the text of this node and all below it; entities are expanded within the tree's limit.
  func appendText(to text: inout String) {
    unsafe Self.appendText(of: pointer, to: &text, expansion: expansion, depth: 0)
  }

  /// Whether an entity reference has no text in this document: it is external, or not declared.
  var isUnresolvedEntity: Bool {
    unsafe kind == .entityReference && Self.replacement(of: pointer) == .unresolved
  }

  private func value(of property: xmlAttrPtr) -> String {
    var text = ""
    var child = unsafe property.pointee.children
    while let current = unsafe child {
      unsafe Self.appendText(of: current, to: &text, expansion: expansion, depth: 0)
      unsafe child = current.pointee.next
    }
    return text
  }

  private enum Replacement: Equatable {
    case character(String), declared, unresolved
  }

  private static func replacement(of reference: xmlNodePtr) -> Replacement {
    if let entity = unsafe reference.pointee.children,
      unsafe entity.pointee.type == XML_ENTITY_DECL
    {
      let declared = unsafe UnsafeMutableRawPointer(entity).assumingMemoryBound(to: xmlEntity.self)
      switch unsafe declared.pointee.etype {
      case XML_INTERNAL_GENERAL_ENTITY, XML_INTERNAL_PREDEFINED_ENTITY: return .declared
      default: return .unresolved
      }
    }
    // `&nbsp;` and its like, of a DTD that is never fetched.
    if let name = unsafe reference.pointee.name,
      let text = unsafe CharacterEntities.text(String(cString: name))
    {
      return .character(text)
    }
    return .unresolved
  }

  private static func appendText(
    of node: xmlNodePtr, to text: inout String, expansion: EntityExpansion, depth: Int
  ) {
    switch unsafe node.pointee.type {
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
      guard let content = unsafe node.pointee.content else { return }
      let string = unsafe String(cString: content)
      if depth > 0, !expansion.spend(string.utf8.count) { return }
      text += string
    case XML_ENTITY_REF_NODE:
      switch unsafe replacement(of: node) {
      case .character(let character): text += character
      case .unresolved: break
      case .declared:
        guard depth < 20, let entity = unsafe node.pointee.children else { return }
        if let first = unsafe entity.pointee.children {
          unsafe appendText(from: first, to: &text, expansion: expansion, depth: depth + 1)
        } else if let content = unsafe entity.pointee.content {
          let string = unsafe String(cString: content)
          if expansion.spend(string.utf8.count) { text += string }
        }
      }
    case XML_ELEMENT_NODE:
      if let first = unsafe node.pointee.children {
        unsafe appendText(from: first, to: &text, expansion: expansion, depth: depth)
      }
    default: break
    }
  }

  private static func appendText(
    from first: xmlNodePtr, to text: inout String, expansion: EntityExpansion, depth: Int
  ) {
    var child: xmlNodePtr? = unsafe first
    while let current = unsafe child {
      unsafe appendText(of: current, to: &text, expansion: expansion, depth: depth)
      unsafe child = current.pointee.next
    }
  }
}
