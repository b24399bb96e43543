/// What elements or attributes a rule is for: a union of location path patterns (XSLT 1.0, 5.2), with
/// the child, descendant and attribute axes.
///
/// A name without a prefix matches by local name in every namespace: one profile serves DocBook 4,
/// which has none, and DocBook 5.
struct Pattern: Hashable, Sendable {
  /// One way to match; a pattern matches where any of them does.
  struct Path: Hashable, Sendable {
    /// From the element (or attribute) outward: the last step written is the first here.
    var steps: [Step]
    /// Whether the outermost step must be the root element.
    var isFromRoot = false
  }

  struct Step: Hashable, Sendable {
    var test: NameTest
    var conditions: [Condition] = []
    /// Whether the step inside of it may stand at any depth, and not as a child alone.
    var isAnyDepth = false
  }

  struct NameTest: Hashable, Sendable {
    /// `nil` for `*`.
    var name: String?
    /// `nil` for a name without a prefix.
    var namespace: String?
  }

  /// A predicate.
  indirect enum Condition: Hashable, Sendable {
    case exists(Operand)
    case equals(Operand, String, isNegated: Bool)
    case contains(Operand, String)
    case startsWith(Operand, String)
    case not(Condition)
    case all([Condition])
    case any([Condition])
  }

  enum Operand: Hashable, Sendable {
    case attribute(String)
    /// A child element, by its presence or its text.
    case child(String)
  }

  var paths: [Path]
  /// Whether it is for attributes: every path's last step is `@name`.
  var isForAttributes: Bool
  /// The attributes that its conditions look at.
  var attributesAsked: Set<String>
}
