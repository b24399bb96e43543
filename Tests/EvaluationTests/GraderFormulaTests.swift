import Core
import Evaluation
import Testing

struct GraderFormulaTests {
  /// What a formula gives, of graders `a` (1) and `b` (0).
  private static func value(_ formula: String) async throws -> Grade {
    let part = { (name: String, reference: String) in
      MultiGrader.Part(
        variables: [name],
        grader: .stringCheck(
          StringCheckGrader(
            name: name, input: try GraderTemplate("x"), reference: try GraderTemplate(reference),
            operation: .eq)))
    }
    let grader = Grader.multi(
      MultiGrader(
        name: "m", parts: [try part("a", "x"), try part("b", "y")],
        formula: try GraderFormula(formula)))
    let sample = GradedSample(item: .object([:]), outputText: "")
    return try await grader.grade(sample) { _ in "" }
  }

  @Test(arguments: [
    ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4), ("2 ^ -1", 0.5),
    ("10 - 4 - 3", 3), ("16 / 4 / 2", 2), ("a - -a", 2), ("min(3, a, 2)", 1), ("max(a, b)", 1),
    ("abs(-2.5)", 2.5), ("floor(1.9) + ceil(1.1)", 3), ("exp(0) + log(1)", 1), ("sqrt(16)", 4),
    ("0.5*a+0.5*b", 0.5), ("1e-2", 0.01), (" .5 ", 0.5), ("+a", 1), ("--a", 1),
  ])
  func `a formula counts as arithmetic does`(formula: String, wanted: Double) async throws {
    let grade = try await Self.value(formula)
    #expect(abs(grade.score - wanted) < 1e-12)
    #expect(grade.fault == nil)
  }

  @Test(arguments: ["log(b - a)", "1 / b", "sqrt(-a)", "c + a"])
  func `a formula that gives no number is a fault`(formula: String) async throws {
    #expect(try await Self.value(formula).fault != nil)
  }

  @Test(arguments: [
    ("0.5 * a + 0.5 * b)", "column 18: ')' is one too many"), ("1 +", "column 4: it ends"),
    ("(1", "column 3: ')' is missing"), ("1 $ 2", "column 3: '$' is one too many"),
    ("sin(1)", "there is no function 'sin'"), ("abs(1, 2)", "'abs' takes one value, not 2"),
    ("1.2.3", "'1.2.3' is no number"), ("", "column 1: it ends"), ("min()", "')' is no value"),
    (String(repeating: "(", count: 5_000), "nested too deeply"),
    (String(repeating: "2^", count: 5_000) + "2", "nested too deeply"), ("import os", "'o' is one"),
  ])
  func `a formula that cannot be read names the column`(formula: String, message: String) {
    let error = #expect(throws: EvaluationError.self) { try GraderFormula(formula) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }
}
