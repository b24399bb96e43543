import Core
import Documents

extension ReadDocument {
  /// A string table as a golden file shows it: a line for each node and each finding.
  var tableListing: String {
    let lines = nodes.map { node in
      var line = "\(node.line) \(node.kind.rawValue)"
      if let role = node.role { line += ":\(role)" }
      if let key = node.key { line += " [\(key)]" }
      line += " \(node.text)"
      if let translation = node.translation {
        let state = translation.state.map { ", \($0)" } ?? ""
        line += " → \(translation.text) (\(translation.language)\(state))"
      }
      if let remark = node.remark {
        line += " (\(remark.author ?? "?") on '\(remark.anchor ?? "")')"
      }
      return line
    }
    let notices = findings.map { finding in
      "\(finding.place?.line ?? 0) \(finding.severity.rawValue) \(finding.rule): \(finding.message)"
    }
    return (["\(format.rawValue): \(title)"] + lines + notices).joined(separator: "\n") + "\n"
  }
}
