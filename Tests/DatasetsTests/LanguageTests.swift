import Core
import Datasets
import Foundation
import TestSupport
import Testing

/// Which language a text is in; a wrong guess is worse than none.
struct LanguageTests {
  private static let texts: [(code: String, text: String)] = [
    (
      "en",
      "You can reserve a study room for up to three hours, and you will get a message when it is ready."
    ),
    (
      "de",
      "Sie können einen Raum für bis zu drei Stunden reservieren und bekommen eine Nachricht, wenn er frei ist."
    ),
    (
      "fr",
      "Vous pouvez réserver une salle pour trois heures au plus, et vous recevrez un message dès qu’elle est libre."
    ),
    (
      "es",
      "Puede reservar una sala por un máximo de tres horas y recibirá un mensaje cuando esté libre para usted."
    ),
    (
      "ca",
      "Podeu reservar una sala per a un màxim de tres hores i rebreu un missatge quan sigui lliure, també per al vostre grup."
    ),
    (
      "it",
      "È possibile prenotare una sala per un massimo di tre ore e si riceve un messaggio quando la sala è libera."
    ),
    (
      "pt",
      "Você pode reservar uma sala por até três horas e recebe uma mensagem quando ela estiver livre, sem mais espera."
    ),
    (
      "ro",
      "Puteți rezerva o sală pentru cel mult trei ore și primiți un mesaj atunci când sala este liberă."
    ),
    (
      "nl",
      "U kunt een ruimte voor ten hoogste drie uur reserveren en krijgt een bericht als deze vrij is."
    ),
    (
      "sv",
      "Du kan boka ett rum i upp till tre timmar och får ett meddelande när det är ledigt för dig."
    ),
    (
      "da",
      "Du kan reservere et rum i op til tre timer, og du får en besked, hvis det bliver ledigt efter din tid."
    ),
    (
      "nb",
      "Du kan reservere et rom i opp til tre timer, og du får en melding hvis det blir ledig etter din tid."
    ),
    (
      "fi",
      "Voit varata huoneen enintään kolmeksi tunniksi, ja saat viestin, kun se on vapaa myös sinun käyttöösi."
    ),
    (
      "et",
      "Ruumi saab broneerida kuni kolmeks tunniks ja teile tuleb teade, kui see on vaba, aga mitte varem kui see on olemas."
    ),
    (
      "pl",
      "Możesz zarezerwować pokój na nie więcej niż trzy godziny i otrzymasz wiadomość, gdy będzie wolny."
    ),
    (
      "cs",
      "Místnost si můžete rezervovat až na tři hodiny a dostanete zprávu, když je volná, aby vám neunikla."
    ),
    (
      "sk",
      "Miestnosť si môžete rezervovať až na tri hodiny a dostanete správu, keď je voľná, ale nie skôr ako hodinu pred ňou."
    ),
    (
      "sl",
      "Sobo lahko rezervirate za največ tri ure in dobite sporočilo, ko je prosta, da je ne bi zamudili, tudi če je to pozno."
    ),
    (
      "hr",
      "Sobu možete rezervirati na najviše tri sata i dobit ćete poruku kada je slobodna, ali ne više od toga što je zadano."
    ),
    (
      "hu",
      "Egy szobát legfeljebb három órára lehet lefoglalni, és üzenetet kap, ha már szabad, hogy el ne mulassza."
    ),
    (
      "tr",
      "Bir odayı en çok üç saat için ayırtabilirsiniz ve oda boş olduğu zaman bir ileti gelir, daha sonra değil."
    ),
    (
      "lt",
      "Kambarį galite užsakyti ne ilgiau kaip trims valandoms ir gausite žinutę, kai jis bus laisvas, bet tik po to."
    ),
    (
      "lv",
      "Telpu var rezervēt ne ilgāk kā uz trim stundām, un ziņa tiek nosūtīta, kad tā ir brīva, bet ne pirms tam."
    ),
    ("vi", "Bạn có thể đặt một phòng trong ba giờ và sẽ nhận được tin nhắn khi phòng đó trống."),
    (
      "id",
      "Anda dapat memesan ruang untuk tiga jam dan akan menerima pesan jika ruang tersebut sudah kosong, tidak lebih dari itu."
    ),
    ("el", "Μπορείτε να κρατήσετε μια αίθουσα για τρεις ώρες."),
    ("he", "אפשר להזמין חדר לשלוש שעות לכל היותר."),
    ("ru", "Вы можете забронировать комнату не более чем на три часа, это бесплатно."),
    ("uk", "Ви можете забронювати кімнату не більш як на три години, її звільнять вчасно."),
    ("bg", "Можете да запазите стая за не повече от три часа, тъй като е търсена."),
    ("ar", "يمكنك حجز قاعة للدراسة لمدة ثلاث ساعات على الأكثر، إلى أن تفتح المكتبة."),
    ("fa", "می‌توانید یک اتاق را برای سه ساعت رزرو کنید و پیامی می‌گیرید."),
    ("hi", "आप तीन घंटे के लिए कमरा आरक्षित कर सकते हैं।"),
    ("th", "คุณสามารถจองห้องได้นานถึงสามชั่วโมง"), ("ja", "部屋は三時間まで予約できます。空いたらお知らせします。"),
    ("ko", "방은 최대 세 시간까지 예약할 수 있습니다."), ("zh", "您最多可以预订三个小时的房间，空闲时会收到通知。"),
  ]

  @Test(arguments: texts)
  func `a sentence or two are enough`(code: String, text: String) throws {
    let guess = try #require(LanguageGuess(of: text))
    #expect(guess.code == code)
    #expect((0.9...1).contains(guess.confidence))
  }

  @Test func `every language that is known is tried`() {
    #expect(Set(Self.texts.map(\.code)) == Set(LanguageGuess.codes))
  }

  @Test(arguments: [
    "", "OK", "Cancel", "Save as", "Sign in", "GNOME Human Interface", "Restaurant Café",
    "2026-11-21 12:30", "let a = b + c; return a", "for i in 0..<10 { print(i, d, s) }",
    "d-i netcfg/hostname string worker d-i keyboard select de", "東", "да",
    "LibreOffice Writer PDF XML",
    "file_name_de.txt der_die_das.py und_so_weiter.md", "Anna Schmidt, Peter Müller, Jan de Vries",
  ])
  func `names, labels and code are in no language`(text: String) {
    #expect(LanguageGuess(of: text) == nil)
  }

  @Test func `a text cut short has the language of the whole, or none`() {
    for (code, text) in Self.texts {
      for length in stride(from: 0, to: text.count, by: 3) {
        let guess = LanguageGuess(of: String(text.prefix(length)))
        #expect(guess == nil || guess?.code == code, "\(text.prefix(length))")
      }
    }
  }

  @Test(.enabled(if: Corpus.isPresent, "\(Corpus.absent)"))
  func `real pages and their translations are told apart`() throws {
    func codes(_ set: String, _ wanted: (URL) -> Bool) -> [String: Int] {
      var counts: [String: Int] = [:]
      for file in Corpus.files(of: set) where wanted(file) {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
        let plain = text.replacing(/<[^>]*>/, with: " ")
        counts[LanguageGuess(of: plain)?.code ?? "none", default: 0] += 1
      }
      return counts
    }
    // Some pages of the translation are not translated.
    let german = codes("mallard-gnome-hig-l10n") { $0.pathExtension == "page" }
    #expect(german.keys.sorted().filter { $0 != "none" } == ["de", "en"])
    #expect((german["none"] ?? 0) * 10 <= (german["de"] ?? 0))
    #expect((german["en"] ?? 0) * 2 < (german["de"] ?? 0))
    let english = codes("markdown-govuk-design-system") { $0.pathExtension == "md" }
    #expect(english.keys.sorted().filter { $0 != "none" } == ["en"])
    #expect((english["none"] ?? 0) * 10 <= (english["en"] ?? 0))
  }
}
