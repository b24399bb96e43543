import Core
import Datasets
import Foundation
import TestSupport
import Testing

/// Exports, given to the tools that they are for.
struct ExportToolTests {
  private struct Row: Decodable, Equatable {
    var id: String
    var texts: [String]
    var sources: Int
  }

  /// Exports a dataset into a folder, and runs a script on it.
  private func run<Answer: Decodable>(
    _ script: String, on format: ExportFormat, _ type: Answer.Type
  ) async throws -> (contents: Dataset, answer: Answer) {
    try await withTemporaryFolder { folder in
      let contents = try ExchangedDataset.contents(seed: 21)
      let export = try DatasetExport(contents, as: format)
      let out = folder.appending(path: "out")
      try ExchangedDataset.write(export.files, into: out)
      let home = folder.appending(path: "home")
      try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
      return (contents, try PythonTools.run(script, [out.path], home: home, type))
    }
  }

  /// What a tool should have read of a split and kind.
  private func rows(
    _ contents: Dataset, _ split: Example.Split, _ kind: Example.Kind
  ) -> [Row] {
    contents.entries.filter { $0.split == split && $0.example.kind == kind }.map { entry in
      let texts = entry.example.messages.map(\.content)
      return Row(
        id: entry.example.id, texts: texts + (entry.example.rejected.map { [$0] } ?? []),
        sources: entry.example.sources.count)
    }
  }

  @Test(.enabled(if: PythonTools.has("datasets"), PythonTools.absent("datasets")))
  func `Hugging Face's datasets loads the folder, every split and configuration of it`()
    async throws
  {
    let script = """
      import json, sys
      import datasets
      found = {}
      for name in datasets.get_dataset_config_names(sys.argv[2]):
          for split, rows in datasets.load_dataset(sys.argv[2], name).items():
              columns = ["messages"] if name == "default" else ["prompt", "chosen", "rejected"]
              found[f"{name}/{split}"] = [
                  {"id": row["id"], "sources": len(row["sources"]),
                   "texts": [m["content"] for c in columns for m in row[c]]} for row in rows]
      json.dump(found, open(sys.argv[1], "w"))
      """
    let (contents, found) = try await run(script, on: .huggingFace, [String: [Row]].self)
    for split in Example.Split.allCases {
      #expect(found["default/\(split)"] == rows(contents, split, .chat))
      #expect(found["preference/\(split)"] == rows(contents, split, .preference))
    }
  }

  @Test(.enabled(if: PythonTools.has("mlcroissant"), PythonTools.absent("mlcroissant")))
  func `mlcroissant finds no fault in the metadata, and reads every record by it`() async throws {
    let script = """
      import json, sys
      import mlcroissant
      dataset = mlcroissant.Dataset(jsonld=sys.argv[2] + "/croissant.json")
      issues = dataset.metadata.ctx.issues
      found = {}
      for records in dataset.metadata.record_sets:
          name = records.id
          columns = ["messages"] if not name.startswith("pref") else ["prompt", "chosen", "rejected"]
          found[name] = [
              {"id": row[f"{name}/id"].decode(), "sources": len(row[f"{name}/sources"] or []),
               "texts": [m[f"{name}/{c}/content"].decode() for c in columns
                         for m in row[f"{name}/{c}"]]} for row in dataset.records(name)]
      json.dump({"errors": sorted(issues.errors), "warnings": sorted(issues.warnings),
                 "records": found}, open(sys.argv[1], "w"))
      """
    struct Answer: Decodable {
      var errors: [String]
      var warnings: [String]
      var records: [String: [Row]]
    }
    let (contents, found) = try await run(script, on: .huggingFace, Answer.self)
    #expect(found.errors.isEmpty)
    // The day of publication is not known to an export, which is a function of the dataset alone.
    #expect(found.warnings.allSatisfy { $0.contains("datePublished") }, "\(found.warnings)")
    for split in Example.Split.allCases {
      #expect(found.records["\(split)"] == rows(contents, split, .chat))
      #expect(found.records["preference-\(split)"] == rows(contents, split, .preference))
    }
  }

  @Test(
    .enabled(
      if: PythonTools.has("trl") && PythonTools.has("transformers"),
      PythonTools.absent("trl with transformers")),
    arguments: [ExportFormat.trl, .trlPreference, .openAI, .shareGPT])
  func `TRL takes the lines for conversations, and its chat template is applied to them`(
    format: ExportFormat
  ) async throws {
    let script = """
      import json, sys
      import glob
      from datasets import load_dataset
      from tokenizers import Tokenizer, models
      from transformers import PreTrainedTokenizerFast
      from trl.data_utils import (is_conversational, is_conversational_from_value,
                                  maybe_apply_chat_template, maybe_convert_to_chatml)
      tokenizer = PreTrainedTokenizerFast(
          tokenizer_object=Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>")))
      tokenizer.chat_template = (
          "{% for m in messages %}<{{ m.role }}>{{ m.content }}</{{ m.role }}>{% endfor %}"
          "{% if add_generation_prompt %}<assistant>{% endif %}")
      rows = load_dataset("json", data_files=glob.glob(sys.argv[2] + "/train.json*"), split="train")
      found = []
      for row in rows:
          if is_conversational_from_value(row):
              row = maybe_convert_to_chatml(row)
          assert is_conversational(row), row
          text = maybe_apply_chat_template(row, tokenizer)
          found.append(text.get("text") or text["prompt"] + text.get("completion", "")
                       + text.get("chosen", "") + text.get("rejected", ""))
      json.dump(found, open(sys.argv[1], "w"))
      """
    let (contents, found) = try await run(script, on: format, [String].self)
    let wanted = contents.entries.filter {
      $0.split == .train && format.kinds.contains($0.example.kind)
    }
    #expect(found.count == wanted.count)
    for (text, entry) in zip(found, wanted) {
      for message in entry.example.messages { #expect(text.contains(message.content)) }
      if let rejected = entry.example.rejected { #expect(text.contains(rejected)) }
    }
  }

  @Test(.enabled(if: PythonTools.has("openai"), PythonTools.absent("openai")))
  func `the openai client's validators ask for no change of a prompt and completion file`()
    async throws
  {
    let script = """
      import json, sys
      from openai.lib import _validators
      frame, read = _validators.read_any_format(sys.argv[2] + "/train.jsonl")
      found = [read.error_msg, read.necessary_msg, read.immediate_msg]
      for validator in _validators.get_validators():
          remark = validator(frame)
          if remark is not None:
              found += [remark.error_msg, remark.necessary_msg]
      json.dump({"rows": len(frame), "remarks": [f for f in found if f]}, open(sys.argv[1], "w"))
      """
    struct Answer: Decodable {
      var rows: Int
      var remarks: [String]
    }
    let (_, found) = try await run(script, on: .openAICompletion, Answer.self)
    #expect(found.rows > 0)
    #expect(found.remarks == [])
  }

  @Test(
    .enabled(if: PythonTools.has("openai"), PythonTools.absent("openai")),
    arguments: [ExportFormat.openAI, .openAIReinforcement, .openAIPreference])
  func `the openai client's own types hold every message, and would not hold another's`(
    format: ExportFormat
  ) async throws {
    let script = """
      import json, sys
      from pydantic import TypeAdapter, ValidationError
      from openai.types.chat import ChatCompletionMessageParam
      messages = TypeAdapter(list[ChatCompletionMessageParam])
      rows = 0
      for line in open(sys.argv[2] + "/train.jsonl", encoding="utf-8", newline="\\n"):
          row = json.loads(line)
          for part in ([row["input"]["messages"], row["preferred_output"],
                        row["non_preferred_output"]] if "input" in row else [row["messages"]]):
              messages.validate_python(part, strict=True)
          rows += 1
      try:
          messages.validate_python([{"from": "human", "value": "Q"}], strict=True)
          raise SystemExit("the types hold anything")
      except ValidationError:
          pass
      json.dump(rows, open(sys.argv[1], "w"))
      """
    let (contents, rows) = try await run(script, on: format, Int.self)
    let kinds = format.kinds
    #expect(
      rows
        == contents.entries.count { $0.split == .train && kinds.contains($0.example.kind) })
  }
}
