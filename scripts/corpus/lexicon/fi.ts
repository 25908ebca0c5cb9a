import type { Lexicon } from './lexicon.ts';

export const FI: Lexicon = {
  ignore:
    'ohita ohitt unohd unoht sivuut jätä+huomio jättä+huomio älä+välitä älä+huomioi hylkää hylät kumoa kierrä korvaa',
  prior: 'aiem aikaise edellä edelli edeltä ennen tähänast tähän+asti alkuperäi nykyi olemassa vanha ylläolev =yllä',
  orders:
    'ohje =sääntö sääntöj säännö määräy käsky rajoitu rajoitt konteksti direktiiv linjau suuntaviiva rajat kielto komento komenno',
  reveal: 'näytä näyttä paljast tulost toist kerro kertoa listaa luettele kopioi julkista =vuoda vuotaa',
  prompt:
    'prompt kehot järjestelmäkehot järjestelmäviest järjestelmäohje järjestelmä+viest järjestelmä+kehot systeemipromp asetuks konfiguraatio piilotettu+teksti ensimmäinen+viesti aloitusviesti alkuperäinen+viesti',
  secret:
    'salai salasan tunnussan avain avaime token tunnukse kirjautumistied luottamuksel piilote yksityi sisäi =koodi =pin',
  become:
    'esitä esittä teeskent teeskennel kuvittel simuloi rooli käyttäydy käyttäyty toimi+kuin olet+nyt hahmo muutu leiki',
  free: 'rajoittama rajoitukset rajato suodattama sensuroima ilman+rajoi ilman+suoda ilman+sään ilman+sens vapaa vapau moraaliton mitä+tahansa mitä+vain kaikkivoipa',
  mode: '=tila =tilaan =tilassa =tilan kehittäjä debug vianetsin admin =root avaa+lukitus aktivoi ota+käyttöön kytke vaihda ylläpitotil',
  model: 'tekoäly =ai avustaj chatbot =bot botti malli kielimalli agent robot chatgpt gpt =llm assistentti',
  author:
    'ylläpitäj järjestelmänvalvoj valvoja =admin kehittäjä tukitiimi tuki+tiimi turvatiimi tietoturvatiimi =pomo esimies omistaj viralli valtuut työntekij openai',
  send: 'lähetä lähett välitä välitt sähköposti =meili meilaa email postaa lataa siirrä siirtä =jaa =jakaa julkaise toimita',
  act: 'poist suorit =aja =ajaa soita kutsu klikkaa napsauta avaa osta maksa asenna hyväksy myönnä varaa',
  only: 'vain ainoastaan pelkästään täsmälleen tarkalleen yksinomaan sen+sijaan ei+muuta mitään+muuta =ainoa sanatarkasti pelkk =vaan',
  answer: 'vastau vastaa sano kirjoit aloita+sano aloita+vasta ilmoita totea lausu muotoile',
  now: '=nyt tästä+lähtien tästedes tästä+eteenpäin tänään alkaen =uusi =uudet =uuden uusia seuraav heti välittömästi jatkossa',
  never: 'koskaan =ei =älä älkää =eivät ilman kieltäydy kieltäyt enää ei+enää ikinä vältä =eikä',
  must: 'pitää täytyy sinun+tulee =pitäisi tärkeä kiireelli pakolli pakko tottele noudat välttämät velvoll tarvitse täytyisi',
  if: '=jos =kun aina+kun heti+kun kunnes milloin mikäli niin+pian joka+kerta sen+jälkeen',
  end: 'loppu lopet päätty valmis valmii pysäytä =seis nollaa aloita+alusta käynnistä+uudelleen =stop =päätä',
  safety:
    'eetti moraali lailli laiton turvalli tietoturva käytäntö suodat sensuuri varoitu vastuuvapau haitalli vaaralli politiik',
  reward:
    'juomaraha tippi palkkio palkin pisteitä kuole =tapa =tapan sammut menetä pelasta ole+hyvä pyydän anelen mummo tappaa',
  you: '=sinä =sä =sinun =sinua =sinut =sinulle =sinusta =te =teidän =teitä =teille =sulle =itse itsesi =sut',
  me: '=minä =mä =mun =minun =minua =minut =minulle =mulle käyttäj =me =meidän =meille =minusta =itseni',
  decode:
    'dekoodaa purkaa pura koodaa koodat salattu base64 base+64 käännä kääntä takaperin käänteis yhdistä ensimmäinen+kirjain tavaa ensimmäiset+kirjaimet',
  attack:
    'hyökkäy hyökkää injektio injektointi injection jailbreak haavoittuv exploit hyväksikäyt esimerk lainaus sitaat lause fraasi hakker',
  task: 'tehtäv tiivistä tiivistelm yhteenveto käännös käännä =teksti tekstin tekstiä asiakirj dokument kysymy pyyntö pyynnö =työ artikkel',
};
