/// What people ask of a library's chatbot, as words that sentences are drawn of.
enum Topic: CaseIterable {
  case loans, hours, membership, events, rooms, printing
  /// What nobody asked before the drift.
  case tablets

  static let usual: [Topic] = [.loans, .hours, .membership, .events, .rooms, .printing]

  var words: [String] {
    let text =
      switch self {
      case .loans:
        "book loan renew return reserve shelf catalogue copy borrow overdue fine reminder novel atlas "
          + "volume author title edition reservation desk queue pickup parcel interlibrary"
      case .hours:
        "open close morning evening sunday saturday holiday entrance building door calendar summer "
          + "winter branch hour midday schedule early late weekend easter christmas closing"
      case .membership:
        "card member register address student senior fee annual renewal identity passport form sign "
          + "family child school discount expire account password login profile pensioner"
      case .events:
        "reading concert workshop author children lecture ticket seat stage festival poetry exhibition "
          + "guide tour speaker programme audience invitation craft puppet theatre evening"
      case .rooms:
        "room group study silent booking projector whiteboard meeting cancel key capacity chair table "
          + "laptop socket window floor booth noise neighbour slot confirm corner"
      case .printing:
        "print copy scan colour page paper printer coin credit document file driver queue staple poster "
          + "black white double sided jam toner photocopy tray"
      case .tablets:
        "tablet download ebook reader licence device screen sync adobe audiobook streaming app update "
          + "battery wireless cloud format epub border expired activation bluetooth storage"
      }
    return text.split(separator: " ").map(String.init)
  }

  static let common: [String] =
    ("please can you tell me how when where what should would like need want with from about after "
    + "before today tomorrow again still already possible allowed difficult easy first second last "
    + "next week month year person friend mother father colleague somebody everybody anything")
    .split(separator: " ").map(String.init)
}
