import Core

extension Vocabulary {
  /// DITA 1.3, topics and maps, by element name. A specialised element is read as the last base
  /// element of its `@class` that is known here.
  static let dita = Vocabulary(
    format: .dita,
    roles: table(
      each(.skipped, "metadata prolog author source publisher copyright critdates permissions"),
      each(.skipped, "audience category keywords prodinfo othermeta resourceid titlealts navtitle"),
      each(.skipped, "searchtitle indexterm colspec data data-about unknown foreign topicmeta"),
      each(.skipped, "related-links linktext"),
      each(.section, "topic concept task reference glossentry glossgroup troubleshooting map"),
      each(.section, "bookmap section example refsyn prereq context result postreq"),
      each(.section, "condition cause remedy troubleSolution"),
      each(.title, "title mainbooktitle glossterm"),
      [("booktitle", .titleHolder)],
      each(.paragraph, "p shortdesc cmd info stepresult stepxmp tutorialinfo booktitlealt dd lq"),
      each(.container, "dita body conbody taskbody refbody abstract ul ol sl dl dlentry"),
      each(.container, "parml plentry table simpletable properties choicetable"),
      each(.container, "tgroup thead tbody dlhead fig bodydiv sectiondiv div choices"),
      each(.container, "troublebody topicref chapter part appendix mapref keydef reltable"),
      each(.aside, "fn"),
      each(.steps, "steps steps-unordered substeps"),
      [("step", .block(.step)), ("substep", .block(.step))],
      each(.item, "li sli choice stepsection"),
      [("glossdef", .paragraph)],
      each(.term, "dt pt"), each(.definition, "dd pd"),
      [("lcQuestion", .block(.question)), ("lcAnswerContent", .block(.answer))],
      each(.row, "row strow sthead prophead property chhead chrow"),
      each(.cell, "entry stentry proptype propvalue propdesc choption chdesc chdeschd choptionhd"),
      each(.cell, "proptypehd propvaluehd propdeschd"),
      each(.code, "pre codeblock screen msgblock lines"),
      each(.comment, "draft-comment required-cleanup"),
      [("note", .block(.admonition, "note")), ("hazardstatement", .block(.admonition, "hazard"))],
      [("uicontrol", .ui("control")), ("wintitle", .ui("window")), ("shortcut", .ui("key"))],
      [("menucascade", .sequence(" > "))],
      each(.image, "image"), [("alt", .caption), ("desc", .caption)]),
    linkAttributes: ["href"],
    inclusionAttributes: ["conref", "conkeyref", "keyref"],
    altAttribute: "alt")
}
