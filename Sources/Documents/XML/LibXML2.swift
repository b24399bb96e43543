import CLibXML2

/// The library as this process uses it.
enum LibXML2 {
  private static let prepared: Void = colophon_xml_prepare()

  /// Makes it ready, once, and deaf to every file and address a document names.
  static func prepare() { _ = prepared }
}
