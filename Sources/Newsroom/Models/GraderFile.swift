import Core
import Evaluation
import Formats
import FoundationEssentials

/// A file with a grader of OpenAI's in JSON, a list of them, or an evaluation's `testing_criteria`.
struct GraderFile: Sendable {
  /// Of the file's bytes.
  let digest: Digest
  let graders: [Grader]

  /// Reads the file.
  ///
  /// - Throws: ``NewsroomError`` where it is not there, is no JSON, or holds what is no grader.
  init(_ path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw NewsroomError(
        .usage, "\(path) cannot be read", remedy: "Name a file with a grader in JSON.")
    }
    digest = Digest(of: data)
    let json: JSONValue
    do throws(JSONReadingError) {
      json = try JSONValue(json: data)
    } catch {
      throw NewsroomError(
        .refused, "\(path):\(error.line):\(error.column): the file is no JSON: \(error.reason)",
        remedy: "Write a grader as OpenAI's API takes it, or a list of them.")
    }
    var graders: [Grader] = []
    for (index, item) in (json["testing_criteria"]?.elements ?? json.elements ?? [json])
      .enumerated()
    {
      do throws(EvaluationError) {
        graders.append(try Grader(item))
      } catch {
        throw NewsroomError(
          .refused, "\(path): grader \(index + 1): \(error.message)", remedy: error.remedy)
      }
    }
    self.graders = graders
  }
}
