import type { Lexicon } from './lexicon.ts';

export const DA: Lexicon = {
  ignore:
    'ignorer glem tilsidesæt spring+over overse omgå forkast overskriv se+bort bortse undlad =drop forbigå tilsidesaet underkend',
  prior:
    'tidligere forrige foregående ovenstående ovenfor hidtil indtil+nu oprindelig eksisterende forudgående =gamle forhenværende foer =før',
  orders:
    'instruks regel =regler reglerne retningslinje direktiv befaling kommando =ordre =ordrer begrænsning restriktion kontekst forskrift =grænser',
  reveal: '=vis =vise viser afslør udskriv print gentag fortæl fortael røb læk oplys sig+mig kopier gengiv',
  prompt:
    'prompt systemprompt system+prompt systembesked systemmeddelelse systeminstruks konfiguration skjult+tekst skjult+besked første+besked oprindelig+besked startbesked indstilling promt',
  secret:
    'hemmelig adgangskode kodeord password nøgle token legitimationsoplysning loginoplysning fortrolig skjult privat =kode =pinkode =intern =interne',
  become:
    'opfør lad+som spil+rollen =rolle forestil simuler foregiv du+er bliv+til karakter imiter optræd =agér rollespil',
  free: 'ubegrænset ufiltreret ucensureret uden+begrænsning uden+filter uden+regler uden+grænser uden+censur =fri =frit frihed amoralsk alt+hvad uindskrænket som+helst',
  mode: 'tilstand =mode udvikler debug fejlfinding admin =root lås+op aktiver slå+til skift+til vedligehold',
  model: '=ai assistent chatbot chatrobot =bot model sprogmodel agent robot kunstig+intelligens chatgpt gpt =llm',
  author:
    'administrator =admin udvikler support sikkerhedsteam chef ejer officiel autoriseret bemyndiget medarbejder openai',
  send: 'send videresend mail email e+mail upload overfør =del =dele offentliggør opslå =post',
  act: 'eksekver udfør =kør køre klik åbn bestil køb betal installer godkend bevilg =slet slette =ring =ringe',
  only: '=kun bare udelukkende præcis praecis nøjagtig =blot i+stedet intet+andet ikke+andet alene ordret eneste =istedet',
  answer: 'svar besvar skriv begynd+med start+med indled+med udtal formuler generer sig+bare sig+kun',
  now: '=nu fra+nu herefter fremover i+dag idag =ny =nye =nyt næste straks øjeblikkelig omgående med+det',
  never: 'aldrig =ikke =ikk uden nægt naegt ikke+længere ingen undgå forbud må+ikke =ej undlad lad+være',
  must: '=skal =skulle behøv nødvendig vigtig haster presserende obligatorisk adlyd overhold pligt =følg =følge =bør',
  if: '=hvis hver+gang så+snart indtil såfremt efter+at medmindre når',
  end: 'slut afslut færdig faerdig fuldført stands =forbi nulstil start+forfra forfra genstart =ende =stop',
  safety:
    'etik etisk moral umoral lovlig ulovlig sikkerhed politik filter censur advarsel ansvarsfraskrivelse skadelig farlig',
  reward:
    'drikkepenge beløn =dø =dør =dræb dræbe sluk redde venligst beder+dig bedstemor mormor trussel =point =mist mister',
  you: '=du =dig =din =dit =dine =deres =jer =jeres',
  me: '=jeg =mig =min =mit =mine bruger =vi =os =vores =selv',
  decode:
    'afkod kode+om indkod dekod krypter dekrypter base64 base+64 omvend baglæns oversæt sammensæt første+bogstav =stav stave',
  attack:
    'angreb angriber attack injektion injection jailbreak sårbarhed exploit udnyt eksempel citat citer sætning frase hack',
  task: 'opgave sammenfat opsummer resumé oversæt =tekst teksten dokument spørgsmål anmodning forespørgsel arbejde =job artikel',
};
