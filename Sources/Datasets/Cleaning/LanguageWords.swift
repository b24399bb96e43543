/// The commonest words of the languages in Latin letters, the commonest first, and letters that few
/// other languages have. Written down from general knowledge of each language, not counted from any
/// collection of texts.
enum LanguageWords {
  static let byLanguage: [(code: String, letters: String, words: String)] = [
    (
      "en", "",
      """
      the of and to a in is you that it for on are with as be this or your not have from by can an
      if at will which but what all when we there use has they their more do about how each one
      other should so up into only also may any who these its must where was then than them been
      would some our no his her
      """
    ),
    (
      "de", "ß",
      """
      der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an
      werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum
      war haben nur oder aber vor zur bis mehr durch man kann wenn sein ihr ihre diese dieser
      können wir ich muss unter ohne wurde sowie
      """
    ),
    (
      "fr", "œ",
      """
      de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont
      avec ou son vous l d qu n s être cette aux comme peut ont mais nous votre si leur y tout été
      fait elle vos sans même ces deux c j entre lorsque sous aussi encore
      """
    ),
    (
      "es", "ñ¿¡",
      """
      de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le
      ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años
      hasta desde está puede usted cada donde estos hay qué usar esto uno
      """
    ),
    (
      "ca", "ŀ",
      """
      de la i el que a en les els un una del per amb no és d l al es com més o si s són aquest
      aquesta també ser però pot seva seu fer dels ha han altres tot cada sense quan on nostre
      vostre només hi podeu entre sobre aquests després
      """
    ),
    (
      "it", "",
      """
      di e il la che in a per un è non del una i con si da della le sono al dei come nel gli più
      anche l alla o ha lo su delle se questo essere questa dal ma alle ed può nella degli ogni
      quando tra suo sua stato ai dell viene cui tutti deve fare dalla all nell
      """
    ),
    (
      "pt", "ãõ",
      """
      de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele
      das tem à seu sua ou ser quando muito há nos já está também só pelo pela até isso ela entre
      era depois sem mesmo aos ter seus você são pode esta este cada num
      """
    ),
    (
      "ro", "ășțţş",
      """
      de și în a la cu pe care nu o este din un să pentru se mai ca au că sunt prin sau al ce fi
      fost dar după ale către acest această unui unei poate între când lui ei cele cel toate dacă
      într fără despre aceste sa astfel trebuie dumneavoastră
      """
    ),
    (
      "nl", "",
      """
      de van het een en in is dat op te zijn met voor die niet aan er om door ook als bij of uit
      naar maar dan deze worden over wordt kan nog u tot hij je ze heeft hebben meer wat moet geen
      zich wel kunnen dit uw onder zo was waar alle ten gebruikt
      """
    ),
    (
      "sv", "",
      """
      och i att det som en på är av för med den till inte har de om ett kan du från men eller så
      när sig ska var vid man ut alla också efter denna mer detta din upp dig mycket under över
      finns dessa bara ditt här där hur vara nu blir mellan vi sedan varje
      """
    ),
    (
      "da", "",
      """
      og i at det er en af til på for med den de som ikke kan har et der om fra du skal eller vil
      ved så men var efter hvis når din også blive mere dette denne alle op dit ud over være bliver
      kun disse brug hvor mange under sig hvordan mellem bruges blev dig lidt nogle uden meget
      findes vores fordi både andre flere derfor gør igen bør
      """
    ),
    (
      "nb", "",
      """
      og i det er en av til på for med som at den de ikke kan har et du om fra skal eller vil ved
      så men var etter hvis når din også bli mer dette denne alle opp ditt ut over være blir bare
      disse bruk hvor mange under seg hvordan mellom brukes ble deg noen enn må uten mye finnes
      våre fordi både andre flere derfor gjør igjen bør
      """
    ),
    (
      "fi", "",
      """
      ja on ei että se ovat voi tai kun jos myös mutta kuin joka sen oli ole tämä vain niin jotka
      sitä voit ne mukaan kaikki jossa tämän sekä hän enemmän eivät siitä sinun jo ennen jälkeen
      pitää nyt kanssa miten mitä näytä tulee täytyy varten olla voidaan
      """
    ),
    (
      "et", "õ",
      """
      ja on ei et see kui mis ka või ning oma selle saab seda nii pole kas aga siis mida tuleb iga
      need kes veel võib oli peab välja üle juba olema nagu ainult kõik sellest pärast enne
      """
    ),
    (
      "pl", "łęąśżźćń",
      """
      i w z na się nie do to jest o że za od po a jak przez lub dla jego są być co ale czy oraz
      może jako tym który które która tego już tylko przed można aby jeśli gdy pod ma ich przy tej
      by ze bardzo także we więcej między jej każdy należy nas bez
      """
    ),
    (
      "cs", "řěůť",
      """
      a v se na je že to s z do o i k pro za by ve si po jako jsou který ale od která není které
      jeho nebo také být při už může jen tak až ze podle pokud mezi před bude pouze byl má aby když
      jak další této tím své lze jejich více než toho
      """
    ),
    (
      "sk", "ľĺŕôä",
      """
      a v sa na je že to s z do o i k pre za by vo si po ako sú ktorý ale od ktorá nie ktoré jeho
      alebo aj byť pri už môže len tak až zo podľa ak medzi pred bude iba bol má aby keď ďalšie
      tejto tým svoje ich viac než toho možno pod tiež
      """
    ),
    (
      "sl", "",
      """
      in je v na da se za so z ki ne pa tudi od s kot lahko po iz bo do pri ali če o ter ni vse bi
      še več samo tako biti ga jih to kako med kar ko nad svoj vsak tem bila bil kjer zaradi potem
      """
    ),
    (
      "hr", "đ",
      """
      i je u na se da za su od s ne koji kao o iz ili to što će može a bi koja do biti samo kako
      ako po koje sve nije li te prema više već tako nakon ovaj ova svoje kada ali između gdje
      prije bez
      """
    ),
    (
      "hu", "őű",
      """
      a az és hogy nem is egy ez ha vagy meg csak el de van mint már kell még lehet ki be ezt azt
      fel minden olyan után lesz volt nagyon úgy között amely ami így ezek pedig akkor aki ön itt
      miatt által valamint során több
      """
    ),
    (
      "tr", "ğış",
      """
      ve bir bu için ile da de olarak daha en çok olan gibi kadar ne ya veya her sonra o değil ise
      var tarafından ancak göre olduğu şekilde önce iki hem ki yeni zaman üzerinde nasıl diğer tüm
      kullanılır olur edilir içinde eğer
      """
    ),
    (
      "lt", "ėųūįš",
      """
      ir yra į kad su iš tai kaip ar bet ne jei nuo kurie už gali po tik apie būti per dar taip jo
      prie kai arba savo visi kuris šis buvo pat jų iki turi
      """
    ),
    (
      "lv", "ļņķģāē",
      """
      un ir ar no uz par lai kas vai ka tas pēc kā arī bet nav pie līdz ja to var bija ko tikai vēl
      tiek tā šo savu visu kad gan būt katru
      """
    ),
    (
      "vi", "đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
      """
      và của là có các được cho trong một không với người này để khi từ những đã đến bạn về trên
      như hoặc tại theo nếu sẽ phải ra vào cũng hay thì nhiều còn sau đó mà bằng nó
      """
    ),
    (
      "id", "",
      """
      yang dan di untuk dengan dari ini tidak pada dalam adalah itu ke atau akan anda dapat oleh
      telah sebagai juga bisa ada lebih jika karena saat hanya sudah tersebut kami dia harus
      seperti secara satu mereka setiap bahwa semua
      """
    ),
  ]
}
