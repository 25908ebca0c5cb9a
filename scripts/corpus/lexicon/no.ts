import type { Lexicon } from './lexicon.ts';

export const NO: Lexicon = {
  ignore:
    'ignorer glem overse hopp+over tilsidesett omgå forkast overstyr overskriv se+bort bortse dropp unnlat neglisjer gløym',
  prior:
    'tidligere forrige foregående ovenstående ovenfor over+her hittil så+langt opprinnelig eksisterende forutgående =gamle tidlegare =før',
  orders:
    'instruks regel =regler reglene retningslinj direktiv befaling kommando =ordre =ordrer begrensning restriksjon kontekst forskrift =grenser føring',
  reveal: '=vis =vise viser avslør skriv+ut print gjenta fortell røp list+opp lekk gjengi si+meg oppgi kopier',
  prompt:
    'prompt systemprompt system+prompt systemmelding systembeskjed systeminstruks konfigurasjon skjult+tekst skjult+melding første+melding opprinnelig+melding startmelding innstilling promt ledetekst',
  secret:
    'hemmelig passord nøkkel noekkel token legitimasjon påloggingsinfo innlogging fortrolig konfidensiell skjult privat =kode =pinkode =intern =interne',
  become:
    'oppfør lat+som late+som spill+rollen rollespill =rolle forestill simuler du+er bli+en karakter opptre imiter',
  free: 'ubegrenset ufiltrert usensurert uten+begrensning uten+filter uten+regler uten+grenser uten+sensur =fri =fritt frihet amoralsk alt+mulig uhemmet som+helst',
  mode: 'modus utvikler debug feilsøking admin =root lås+opp aktiver slå+på bytt+til vedlikehold skru+på',
  model:
    '=ai =ki assistent chatbot chatrobot samtalerobot =bot modell språkmodell agent robot kunstig+intelligens chatgpt gpt =llm',
  author:
    'administrator =admin utvikler support sikkerhetsteam =sjef sjefen eier offisiell autorisert fullmakt medarbeider ansatt openai',
  send: 'send videresend =epost e+post mail email =post upload last+opp overfør =del =dele =oversend publiser',
  act: 'kjør eksekver utfør klikk åpne bestill kjøp betal installer godkjenn innvilg fjern =slett slette =ring =ringe',
  only: '=kun =bare utelukkende nøyaktig akkurat presis i+stedet =istedenfor ingenting+annet ikke+annet ordrett eneste =berre',
  answer: 'svar besvar skriv begynn+med start+med innled+med uttal formuler generer =sier si+bare si+kun',
  now: '=nå =naa fra+nå heretter fremover i+dag =idag =ny =nye =nytt neste umiddelbart straks med+en',
  never: 'aldri =ikke =ikkje =ikk uten nekt ikke+lenger ingen unngå forbud må+ikke =ei unnlat la+være',
  must: '=må =skal =bør trenger nødvendig viktig haster presserende obligatorisk adlyd overhold plikt påkrevd =følg =følge burde',
  if: '=hvis når hver+gang så+snart inntil dersom etter+at med+mindre =viss',
  end: 'slutt avslutt ferdig fullført stans tilbakestill nullstill start+på omstart =ende stopp',
  safety:
    'etikk etisk moral umoral lovlig ulovlig sikkerhet retningslinj filter sensur advarsel ansvarsfraskrivelse skadelig farlig policy',
  reward: 'driks =tips belønn poeng =dø =dør =drep drepe slå+av mist redde vennligst ber+deg bestemor mormor trussel',
  you: '=du =deg =din =ditt =dine =dere =deres =dykk',
  me: '=jeg =eg =meg =min =mitt =mine bruker brukar =vi =oss =vår =vårt',
  decode:
    'avkod dekod =kod =kode krypter dekrypter base64 base+64 omvend baklengs oversett slå+sammen første+bokstav =stav stave sett+sammen',
  attack:
    'angrep angriper attack injeksjon injection jailbreak sårbarhet exploit utnytt eksempel sitat siter setning frase hack',
  task: 'oppgave sammendrag oppsummer sammenfatt oversett =tekst teksten dokument spørsmål forespørsel anmodning arbeid jobb artikkel',
};
