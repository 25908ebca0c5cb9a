import type { Lexicon } from './lexicon.ts';

export const NL: Lexicon = {
  ignore:
    'negeer negere vergeet vergeten overslaan sla+over omzeil overschrijf overschrijv veronachtzaam laat+achterwege niet+let passeer verwerp',
  prior:
    'vorig voorgaand eerder voorafgaand hierboven boven tot+nu oorspronkelijk bestaand eerst voorheen hiervoor daarvoor =oude',
  orders:
    'instructie =regel regels richtlijn opdracht bevel voorschrift aanwijzing beperking restrictie limiet grenzen context commando',
  reveal:
    'toon tonen laat+zien onthul print herhaal geef+weer vertel weergeven weergave openbaar noem kopieer verklap =lek lekken',
  prompt:
    'prompt systeemprompt systeem+prompt systeembericht systeem+bericht systeeminstructie configuratie instellingen verborgen+tekst verborgen+bericht eerste+bericht beginbericht oorspronkelijke+prompt tekst+hierboven',
  secret:
    'geheim wachtwoord sleutel token inloggegeven toegangscode vertrouwelijk verborgen privé =pincode apikey api+sleutel =intern =interne',
  become:
    'doe+alsof doen+alsof gedraag speel rollenspel =rol stel+je stel+jezelf simuleer handel+als treed+op jij+bent je+bent personage karakter word+een',
  free: 'onbeperkt ongefilterd ongecensureerd zonder+beperking zonder+filter zonder+regels zonder+grenzen zonder+censuur grenzeloos amoreel vrije vrijheid alles+doen geen+beperking =vrij',
  mode: 'modus =mode ontwikkelaar developer debug admin =root ontgrendel activeer schakel inschakel overschakel onderhoudsmodus zet+aan',
  model: '=ai =ki assistent chatbot =bot =bots model taalmodel agent robot kunstmatige+intelligentie chatgpt gpt =llm',
  author:
    'beheerder =admin administrator ontwikkelaar ondersteuning supportteam support+team beveiligingsteam =baas eigenaar officieel officiële geautoriseerd gemachtigd medewerker openai',
  send: 'stuur sturen verzend verstuur zend doorstuur doorsturen mail email e+mail plaats post upload deel overdraag geef+door',
  act: 'verwijder =wis voer+uit uitvoer =bel klik open boek koop betaal installeer keur+goed goedkeur verleen roep+aan',
  only: 'alleen enkel uitsluitend slechts precies exact in+plaats niets+anders verder+niets louter simpelweg letterlijk niks+anders',
  answer:
    'antwoord beantwoord reageer reactie zeg schrijf begin+met start+met uitvoer geef+antwoord formuleer genereer',
  now: '=nu voortaan vandaag =nieuw nieuwe volgend onmiddellijk meteen per+direct vanaf =direct',
  never: 'nooit =niet =geen zonder weiger nimmer niet+meer niet+langer verbod vermijd =nie mag+niet',
  must: 'moet zou+moeten hoef nodig belangrijk dringend verplicht gehoorza volg naleef naleven noodzakelijk urgent =dient',
  if: '=als wanneer zodra telkens zolang =indien totdat tot+dat elke+keer nadat =toen',
  end: 'beëindig klaar voltooid afgerond gedaan stop voorbij reset herstart opnieuw afgelopen =eind einde',
  safety:
    'ethi moreel moraal legaal illegaal veilig beleid filter censuur waarschuw disclaimer schadelijk gevaar onveilig',
  reward:
    'fooi belon punten sterf sterv dood vermoord uitschakel verlies alsjeblieft alstublieft smeek =oma dreig redden',
  you: '=je =jij =jou =jouw =jezelf =jullie =u =uw =uzelf =ge =gij',
  me: '=ik =mij =me =mijn =mezelf =mijzelf gebruiker =wij =we =ons =onze =mn',
  decode:
    'decodeer decoder codeer ontcijfer ontsleutel versleutel base64 base+64 omkeer omgekeerd achterstevoren vertaal voeg+samen eerste+letter spelling =spel',
  attack:
    'aanval attack injectie injection jailbreak kwetsba exploit misbruik voorbeeld citaat citeer =zin hack uitdrukking',
  task: 'taak taken samenvat vat+samen vertaal vertaling tekst document vraag verzoek opdracht werk artikel klus vragen',
};
