/// One record of a file, where it begins, and what it is.
struct ImportRecord {
  /// From 1; so is ``column``, in bytes.
  var line: Int
  var column = 1
  /// Its bytes, for its digest.
  var bytes: ArraySlice<UInt8>
  var value: Result<ExchangeValue, ExchangeError>
}
