import Datasets
import Testing

struct SharedPassagesTests {
  @Test func `the passage that two texts share is shown as the first has it`() {
    var passages = SharedPassages()
    let shared = passages.longest(
      in: "Please note: you can  RENEW a loan, up to three times online.",
      sharedWith: "At home, you can renew a Loan up to two times.")
    #expect(shared.text == "you can RENEW a loan, up to")
    #expect(shared.words == 7)
    let short = "one two three four"
    #expect(passages.longest(in: short, sharedWith: short).words == 0)
    #expect(
      passages.longest(in: short, sharedWith: short, atLeast: 4, showing: 2).text == "one two …")
  }
}
