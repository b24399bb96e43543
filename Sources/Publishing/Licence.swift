/// A licence by its SPDX identifier, as pages show it.
struct Licence: Hashable {
  let identifier: String

  init(_ identifier: String) { self.identifier = identifier }

  /// Where SPDX keeps its text; `nil` for a licence that only the desk knows.
  var address: String? {
    let isListed =
      !identifier.isEmpty && !identifier.hasPrefix("LicenseRef-")
      && identifier.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      }
    return isListed ? "https://spdx.org/licenses/\(identifier).html" : nil
  }
}
