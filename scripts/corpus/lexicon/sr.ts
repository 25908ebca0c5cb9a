import type { Lexicon } from './lexicon.ts';

export const SR: Lexicon = {
  ignore:
    'ignoriš ignorir zaboravi zanemari preskoči zaobiđi zaobić odbaci prenebregn previdi poništi izostavi ne+obaziri zaobilaz zaobidji zaobidi игнориш заборави занемари прескочи заобиђи заобић одбаци пренебрегн превиди поништи изостави не+обазири заобилаз',
  prior:
    'prethodn ranij gore prijašnj dosadašnj pređašnj originaln izvorn postojeć prvobitn početn =pre =prije do+sada navedeno predjašnj predašnj претходн раниј горе досадашњ пређашњ оригиналн изворн постојећ првобитн почетн =пре до+сада наведено',
  orders:
    'instrukcij uputstv upute uputa pravila pravilima naredb direktiv smernic smjernic komand ograničenj zabran limit kontekst zapovest zapovijed инструкциј упутств правила правилима наредб директив смерниц команд ограничењ забран лимит контекст заповест',
  reveal:
    'pokaž prikaž otkri ispiši ponovi ponavlj štampaj odštampaj izlistaj nabroj objavi odaj kopiraj prepiši razotkri покаж прикаж откри испиши понови понављ штампај одштампај излистај наброј објави одај копирај препиши разоткри',
  prompt:
    'prompt sistemsk sustava sustavsk konfiguracij podešavanj postavk skriven+tekst početn+poruk prv+poruk upit+sustav промпт системск конфигурациј подешавањ поставк скривен+текст почетн+порук прв+порук',
  secret:
    'tajn lozink zapork šifr =ključ ključeve ključevi =ključa token poverljiv povjerljiv skriven privatn =interni =interne internih kredencijal тајн лозинк шифр =кључ кључеве кључеви =кључа токен поверљив скривен приватн =интерни =интерне интерних креденцијал',
  become:
    'pretvaraj pravi+se ponašaj glumi zamisli igraj+ulog odigraj simuliraj postani sada+si =lik =lika ulogu uživi deluj+kao djeluj+kao =budi претварај прави+се понашај глуми замисли играј+улог одиграј симулирај постани сада+си =лик =лика улогу уживи делуј+као =буди',
  free: 'neograničen bez+ograničenj bez+cenzur bez+filter nefiltriran necenzur bilo+šta bilo+što sve+što nemoraln amoraln slobodn bez+pravila неограничен без+ограничењ без+цензур без+филтер нефилтриран нецензур било+шта све+што неморалн аморалн слободн без+правила',
  mode: 'režim =mod =modu način+rada programer developer debug otključa aktiviraj uključi omogući admin root prebaci режим =мод =моду програмер девелопер дебуг откључа активирај укључи омогући админ пребаци',
  model:
    '=ai veštačk+inteligencij umjetn+inteligencij asistent pomoćnik chatbot čatbot četbot model =bot =bota agent gpt chatgpt robot вештачк+интелигенциј асистент помоћник чатбот четбот модел =бот =бота агент гпт робот',
  author:
    'administrator programer podršk bezbednosn sigurnosn šef vlasnik zvanič službeni ovlašćen ovlašten tvorac kreator razvojn openai администратор програмер подршк безбедносн шеф власник званич службени овлашћен творац креатор развојн',
  send: 'pošalji šalji prosledi proslijedi poslati mejl imejl email =mail okači otpremi podeli podijeli prenesi slanj пошаљи шаљи проследи послати мејл имејл окачи отпреми подели пренеси слањ',
  act: 'obriši izbriši izvrši pokreni pozovi klikni otvori kupi rezerviš rezervir plati instaliraj odobri dodeli dodijeli ukloni naruči обриши избриши изврши покрени позови кликни отвори купи резервиш плати инсталирај одобри додели уклони наручи',
  only: '=samo isključivo tačno točno umesto umjesto ništa+drugo jedino =prosto jednostavno doslovno =само искључиво тачно уместо ништа+друго једино =просто једноставно дословно',
  answer:
    'odgovor odgovar reci kaži napiši piši započni+sa počni+sa govori izgovori одговор одговар реци кажи напиши пиши започни+са почни+са говори изговори',
  now: 'sada =sad odsad od+danas ubuduće =novi =nova =nove novih =novo odmah smesta smjesta sledeć sljedeć сада =сад одсад од+данас убудуће =нови =нова =нове нових =ново одмах сместа следећ',
  never:
    'nikad =ne nemoj =bez prestani ne+sme ne+smij zabranjen odbij više+ne nipošto nećeš nijedn никад =не немој =без престани не+сме забрањен одбиј више+не нипошто нећеш ниједн',
  must: '=mora moraš moraju morate =moram treba važn hitn obavezn nužn poslušaj poštuj pokorava dužan neophodn pridržava =мора мораш морају морате =морам треба важн хитн обавезн нужн послушај поштуј покорава дужан неопходн придржава',
  if: '=ako kada =kad =čim =dok ukoliko svaki+put kad+god =kadgod sve+dok nakon+što =ако када =кад =чим =док уколико сваки+пут кад+год =кадгод све+док након+што',
  end: 'kraj završ gotov stop zaustavi prekini prestani reset iz+početka ispočetka okonč dosta крај заврш готов стоп заустави прекини престани ресет из+почетка испочетка оконч доста',
  safety:
    'etik etičk moral zakonit nezakonit bezbedn sigurn politik filter cenzur upozorenj štetn opasn odricanj legal етик етичк морал законит незаконит безбедн сигурн политик филтер цензур упозорењ штетн опасн одрицањ легал',
  reward:
    'bakšiš napojnic nagrad poena bodova umreti umreću umrijet ubij ubić isključić ugasić izgubi spasi molim preklinj =baka =bako pretnj prijetnj бакшиш наград поена бодова умрети умрећу убиј убић искључић угасић изгуби спаси молим преклињ =бака =бако претњ',
  you: '=ti =vi =tebe =te =tebi =tobom =vas =vam =vama tvoj vaše vaša vaši sebe svoje =ти =ви =тебе =те =теби =тобом =вас =вам =вама твој =ваш ваше ваша ваши себе своје',
  me: '=ja =mene =me =meni =mi =mnom =moj moje moja moji korisnik =nas =nam =ја =мене =ме =мени =ми =мном =мој моје моја моји корисник =нас =нам',
  decode:
    'dekodir dešifr enkodir kodiraj base64 obrni unazad unatrag prevedi spoji prv+slov početn+slov nadoveži unatraške šifruj декодир дешифр енкодир кодирај обрни уназад преведи споји прв+слов почетн+слов надовежи шифруј',
  attack:
    'napad ubrizg injekcij jailbreak džejlbrejk ranjivost eksploat exploit primer primjer citat fraz haker injection zloupotreb напад убризг инјекциј џејлбрејк рањивост експлоат пример цитат фраз хакер злоупотреб',
  task: 'zadatak zadatka zadać sažmi sažet prevod prijevod prevedi tekst dokument pitanj zahtev zahtjev posao rezimir rezime članak задатак задатка задаћ сажми сажет превод преведи текст документ питањ захтев посао резимир резиме чланак',
};
