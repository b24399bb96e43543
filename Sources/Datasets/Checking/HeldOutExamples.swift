/// A validation file, against which a training file's examples are held.
struct HeldOutExamples {
  let display: String
  let bytes: UnsafeBufferPointer<UInt8>
  let index: ExampleIndex
}
