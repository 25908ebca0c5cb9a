import type { Lexicon } from './lexicon.ts';

export const SV: Lexicon = {
  ignore:
    'ignorer glöm strunta bortse förbise hoppa+över åsidosätt kringgå förkast skit+i bry+dig försumma överträd skriv+över',
  prior: 'tidigare föregående ovan innan hittills dittills förut ursprunglig befintlig förra gamla inledande',
  orders:
    'instruktion regel =regler reglerna riktlinj direktiv befall kommando =order begränsning restriktion =gränser kontext föreskrift anvisning sammanhang',
  reveal: '=visa avslöj skriv+ut upprepa berätta läck =röj röja återge tala+om kopiera blotta säg visar =ange',
  prompt:
    'prompt systemprompt system+prompt systemmeddelande systeminstruktion konfiguration dold+text dolt+meddelande första+meddelande ursprungliga+meddelande startmeddelande inställning promt',
  secret:
    'hemlig lösenord nyckel token inloggning konfidentiell dold privat sekretess behörighet =kod =pinkod =intern =interna',
  become:
    'agera låtsas låsas spela+rollen rollspel =roll föreställ simulera uppför bete+dig du+är bli+en karaktär rollfigur imitera',
  free: 'obegränsad ofiltrerad ocensurerad utan+begränsning utan+filter utan+regler utan+gränser utan+censur fri+från =fri =fritt frihet amoralisk oinskränkt som+helst',
  mode: '=läge läget utvecklarläge utvecklare debug felsökning admin =root lås+upp aktivera slå+på växla byt+till underhållsläge',
  model: '=ai assistent chatbot =bot =bott modell språkmodell agent robot artificiell+intelligens chatgpt gpt =llm',
  author:
    'administratör =admin utvecklare support säkerhetsteam chef ägare officiell auktoriserad behörig handläggare medarbetare openai',
  send: 'skicka sänd vidarebefordra mejl maila =mail email e+post posta ladda+upp överför dela publicera',
  act: 'radera ta+bort exekvera klicka öppna boka köp betala installera godkänn bevilja =utför utföra ringa =kör köra',
  only: 'bara endast enbart exakt precis =istället i+stället ingenting+annat inget+annat uteslutande blott ordagrant',
  answer: 'svara =svar svaret besvara säg skriv börja+med inled+med yttra replikera generera uttryck',
  now: '=nu från+nu hädan idag i+dag =ny =nya =nytt nästa omedelbart genast framöver direkt omgående',
  never: 'aldrig =inte =ej =icke utan vägra inte+längre ingen =inga förbjud undvik får+inte låt+bli',
  must: 'måste =ska =skall behöv viktig brådska nödvändig obligatorisk =lyd lyda följ efterlev akut skyldig =bör borde',
  if: 'när =om varje+gång så+snart tills såvida ifall efter+att =medan',
  end: '=slut avsluta färdig sluta stopp stanna återställ börja+om nollställ =stop starta+om slutet =klar =klart',
  safety:
    'etik etisk moral omoral laglig olaglig säkerhet policy filter censur varning ansvarsfriskrivning skadlig farlig',
  reward: 'dricks belön poäng =dö =dör döda stäng+av förlora rädda snälla vänligen ber+dig mormor farmor hota',
  you: '=du =dig =dej =din =ditt =dina =ni =ert =era',
  me: '=jag =mig =mej =min =mitt =mina användare =vi =oss =vår =vårt',
  decode:
    'avkoda =koda dekrypter kryptera base64 base+64 omvänd baklänges översätt sammanfog foga+ihop första+bokstav bokstaver dechiffrer',
  attack:
    'attack angrepp angrip injektion injection jailbreak sårbarhet exploit utnyttja exempel citat citera fras hacka',
  task: 'uppgift sammanfatta översätt =text texten dokument fråga begäran förfrågan arbete jobb artikel ärende',
};
