import Core
import Formats
import FoundationEssentials
import Glibc

/// Finds and reads what a plan names.
struct InputFiles {
  /// The folder that paths are below, where they are not whole ones.
  let root: String

  /// The folder of the best model that a run has, where a folder is a run's: its checkpoint with the
  /// lowest validation loss, or what it ended with; `nil` where the folder is no run's.
  ///
  /// - Throws: ``TuningError`` where the run has none that can be tuned further.
  func model(ofRun folder: String) throws(TuningError) -> String? {
    guard Self.size(ofFile: "\(whole(folder))/\(RunFolder.recordName)") != nil else { return nil }
    let log = try RunLog(
      path: "\(whole(folder))/\(RunFolder.eventsName)", file: "\(folder)/\(RunFolder.eventsName)")
    let final = "\(folder)/\(RunFolder.weightsName)/final"
    let best = log.bestCheckpoint
    // What it ended with is whole, whatever it was tuned with, and no later start of it changes it.
    let isFinal = best == nil || best?.step == log.finalStep
    let found = isFinal ? final : best.map { "\(folder)/\($0.folder)" } ?? final
    if Self.size(ofFile: "\(whole(found))/config.json") != nil { return found }
    let isAdapter = Self.size(ofFile: "\(whole(found))/adapter_config.json") != nil
    throw TuningError(
      isAdapter ? .refused : .missing, at: SourcePlace(folder),
      isAdapter
        ? "the run's best checkpoint, \(found), is an adapter and no whole model"
        : "the run's best model, \(found), is not there",
      remedy: isAdapter
        ? "Name what the run ended with: \(final)."
        : "Let the run come to its end where it ran, or name a folder with a model.")
  }

  /// What trainers keep beside a checkpoint to go on from it, as long as it is the newest: no part of the
  /// model.
  private static let ofGoingOn: Set<String> = [
    "state.json", "optimizer.pt", "optimizer.safetensors", "scheduler.pt", "rng_state.pth",
    "trainer_state.json", "training_args.bin",
  ]

  /// The digest of a model's folder.
  ///
  /// - Throws: ``TuningError`` where it is no model in Hugging Face's format.
  func digest(ofBase folder: String) throws(TuningError) -> Digest {
    let place = SourcePlace(folder)
    let whole = whole(folder)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: whole) else {
      throw TuningError(
        .missing, at: place, "the base model's folder is not there",
        remedy: "Name a folder with a model in Hugging Face's format, below the desk or whole.")
    }
    try judgeBase(names.sorted(), in: whole, place)
    var hasher = DigestHasher()
    for name in names.sorted() where !Self.ofGoingOn.contains(name) {
      guard let size = Self.size(ofFile: "\(whole)/\(name)") else { continue }
      hasher.update("\(name)\n\(size)\n")
      try Self.read("\(whole)/\(name)") { hasher.update($0) }
    }
    return hasher.finish()
  }

  private func judgeBase(
    _ names: [String], in folder: String, _ place: SourcePlace
  ) throws(TuningError) {
    func refusal(_ what: String) -> TuningError {
      TuningError(
        .refused, at: place, "the folder is no model in Hugging Face's format: \(what)",
        remedy: "Save one there with save_pretrained, its tokenizer too, or name another folder.")
    }
    let configuration = FileManager.default.contents(atPath: "\(folder)/config.json")
    guard let configuration else { throw refusal("it has no config.json") }
    guard case .object = try? JSONDecoder().decode(JSONValue.self, from: configuration) else {
      throw refusal("its config.json is no JSON object")
    }
    guard names.contains(where: { $0.hasPrefix("tokenizer") || $0 == "vocab.json" }) else {
      throw refusal("it has no tokenizer")
    }
    // Other kinds of weights can run code when they are read, and no trainer takes them.
    guard names.contains(where: { $0.hasSuffix(".safetensors") }) else {
      throw refusal("it has no weights as safetensors")
    }
  }

  /// A split's file.
  ///
  /// - Throws: ``TuningError`` where there is none.
  func examples(
    _ split: String, in folder: String, _ method: TuningMethod
  ) throws(TuningError) -> TuningInputs.ExampleFile {
    if let file = try examplesIfAny(split, in: folder, method) { return file }
    let isFold = folder.split(separator: "/").last?.hasPrefix("fold-") ?? false
    throw TuningError(
      .missing, at: SourcePlace("\(folder)/\(split).jsonl"),
      "the dataset has no such file with anything in it",
      remedy: isFold
        ? "Export the dataset with as many folds as the plan has: colophon dataset export --folds."
        : "Name a dataset's folder; it is built by: colophon dataset build.")
  }

  /// A split's file; `nil` where there is none, or nothing in it.
  func examplesIfAny(
    _ split: String, in folder: String, _ method: TuningMethod
  ) throws(TuningError) -> TuningInputs.ExampleFile? {
    let names =
      method == .dpo ? ["preference/\(split).jsonl", "\(split).jsonl"] : ["\(split).jsonl"]
    for name in names {
      let path = "\(folder)/\(name)"
      guard let size = Self.size(ofFile: whole(path)), size > 0 else { continue }
      var hasher = DigestHasher()
      try Self.read(whole(path)) { hasher.update($0) }
      return TuningInputs.ExampleFile(path: path, digest: hasher.finish())
    }
    return nil
  }

  /// The whole path of one that may be below the root.
  func whole(_ path: String) -> String { path.hasPrefix("/") ? path : "\(root)/\(path)" }

  /// The bytes of a regular file, or of one that a link leads to; `nil` for anything else.
  private static func size(ofFile path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Reads a file in parts: weights are larger than memory shall hold.
  private static func read(_ path: String, _ use: (Data) -> Void) throws(TuningError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .system("open", path) }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let got = Glibc.read(file, &buffer, buffer.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .system("read", path) }
      if got == 0 { return }
      use(Data(buffer[..<got]))
    }
  }
}
