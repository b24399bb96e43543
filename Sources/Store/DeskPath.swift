/// Cuts a relative path of a desk into its folder and its file name, and refuses what leads out.
struct DeskPath {
  let folder: String
  let name: String

  init(_ path: String) throws(StoreError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isSafe = parts.allSatisfy {
      !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("\0") && $0.utf8.count <= 255
    }
    guard isSafe, let last = parts.last else {
      throw StoreError(
        .unsafePath, "'\(path)' is not a path inside the desk",
        remedy: "Use a relative path without `..`.")
    }
    name = String(last)
    folder = parts.dropLast().joined(separator: "/")
  }
}
