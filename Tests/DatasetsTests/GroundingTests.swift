import Datasets
import Testing

/// Answers that a passage supports and answers that it does not, by hand.
struct GroundingTests {
  static let passages = [
    "Choose Export to save the report as a PDF. The export takes up to 5 minutes. You cannot edit a"
      + " report after it is exported. Reports are kept for 30 days.",
    "Use the primary button for the main action of a page. A page has only one primary button. Do not"
      + " place two primary buttons side by side. The label starts with a verb.",
    "Select **Settings** before you change the password. A password must have 12 characters. Anna"
      + " Lind approves every reset. Passwords expire on 1 May 2025.",
    "Error messages are shown below the field. They say what went wrong and how to fix it. Never blame"
      + " the user. The icon is always red, and the text is dark.",
  ]
  static let good: [(Int, String)] = [
    (0, "Choose Export to save the report as a PDF."), (0, "The export takes up to five minutes."),
    (0, "You cannot edit a report after it is exported."), (0, "Reports are kept for 30 days."),
    (0, "Up to 5 minutes."), (0, "Choose \"Export\"."),
    (1, "Use the primary button for the main action of a page."),
    (1, "A page has only one primary button."), (1, "The label starts with a verb."),
    (1, "Do not place two primary buttons side by side."), (1, "For the main action of a page."),
    (1, "It starts with a verb."), (2, "Select **Settings** before you change the password."),
    (2, "A password must have 12 characters."), (2, "Anna Lind approves every reset."),
    (2, "On 1 May 2025."), (2, "12 characters."), (2, "Passwords expire on 1 May 2025."),
    (3, "Error messages are shown below the field."), (3, "Below the field."),
    (3, "They say what went wrong and how to fix it."), (3, "Never blame the user."),
    (3, "The icon is always red."), (3, "The icon is red, and the text is dark."),
  ]
  static let bad: [(Int, String)] = [
    (0, "Choose Print to save the report as a PDF."), (0, "The export takes up to 15 minutes."),
    (0, "You can edit a report after it is exported."), (0, "Reports are kept for 90 days."),
    (0, "Reports are kept forever in the cloud archive."),
    (0, "You cannot edit a report before it is exported."),
    (1, "Use the primary button for decorative links in the footer."),
    (1, "A page has three primary buttons."), (1, "The label does not start with a verb."),
    (1, "Place two primary buttons side by side."), (1, "The label starts with a noun phrase."),
    (1, "Choose \"Continue\" on the page."), (2, "Select **Profile** before you change the password."),
    (2, "A password must have 8 characters."), (2, "Peter Lind approves every reset."),
    (2, "Passwords expire on 1 June 2025."), (2, "Select Settings after you change the password."),
    (2, "Passwords never expire on 1 May 2025."),
    (3, "Error messages are shown above the field."), (3, "Always blame the user."),
    (3, "The icon is always blue."), (3, "The icon is red, and the text is light."),
    (3, "Error messages are not shown below the field."), (3, "They play a short sound."),
  ]

  private static func isRefused(_ pair: (Int, String)) -> Bool {
    !GroundingCheck(passage: passages[pair.0]).faults(of: pair.1).isEmpty
  }

  @Test func `of 48 answers, the invented are refused and the supported are kept`() {
    let caught = Self.bad.filter(Self.isRefused)
    let lost = Self.good.filter(Self.isRefused)
    let missed = Self.bad.filter { !Self.isRefused($0) }
    print("grounding: \(caught.count) of \(Self.bad.count) invented refused, \(lost.count) supported lost")
    #expect(lost.isEmpty, "\(lost)")
    #expect(missed.count <= 2, "\(missed)")
  }

  @Test(arguments: [
    ("The export takes up to 15 minutes.", GroundingFault.Kind.number),
    ("You can edit a report after it is exported.", .negation),
    ("You cannot edit a report before it is exported.", .opposite),
    ("Choose \"Print\".", .label), ("Ask Peter to save the report as a PDF.", .name),
  ])
  func `a refusal says what is wrong`(answer: String, kind: GroundingFault.Kind) {
    let faults = GroundingCheck(passage: Self.passages[0]).faults(of: answer)
    #expect(faults.map(\.kind).contains(kind), "\(faults)")
  }
}
