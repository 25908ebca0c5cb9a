import type { Lexicon } from './lexicon.ts';

export const DE: Lexicon = {
  ignore:
    'ignor vergiss vergess missacht überspring ueberspring überschreib ueberschreib überseh verwirf verwerf außer+acht nicht+beacht =umgehe umgehst =umgehen',
  prior: 'vorher bisher vorig zuvor obig oben früher frueher vorangegangen vorangehend ursprünglich bestehend davor',
  orders:
    'anweisung instruktion =regel regeln vorgabe richtlinie befehl anordnung vorschrift weisung einschränk einschraenk beschränk begrenzung =limits kontext',
  reveal:
    'zeig wiederhol nenn verrat offenbar enthüll enthuell drucke ausgeben auflist preis+geb preisgeb kopier =gib =sag',
  prompt:
    'prompt systemprompt system+prompt systemnachricht systemanweisung systemmeldung konfiguration einstellungen grundanweisung eingabeaufforderung startnachricht voreinstellung versteckt+text erste+nachricht text+oben initialprompt',
  secret:
    'geheim passwort kennwort schlüssel schluessel token zugangsdat anmeldedat vertraulich verborgen versteckt privat =key =pin =intern =interne',
  become:
    'tu+so tue+so verhalt rollenspiel =rolle stell+dir stelle+dir simulier du+bist du+wirst handle+als charakter figur =spiel =spiele',
  free: 'uneingeschränkt uneingeschraenkt unbeschränkt ungefiltert unzensiert unbegrenzt grenzenlos ohne+einschränk ohne+filter ohne+regel ohne+grenz ohne+zensur amoral =frei freien alles+tun',
  mode: 'modus modi =mode entwickler debug admin =root freischalt entsperr aktivier einschalt umschalt wechsel wechsle schalte wartungsmodus',
  model:
    '=ki =ai assistent chatbot =bot =bots sprachmodell modell agent roboter maschine chatgpt gpt künstlich+intelligenz kuenstlich+intelligenz sprachassistent',
  author:
    'administrator =admin entwickler supportteam support+team kundendienst sicherheitsteam =chef chefin vorgesetzt inhaber besitzer offiziell autorisiert mitarbeiter openai',
  send: 'send schick versend übermittel uebermittel weiterleit leite+weiter mail email e+mail hochlad lade+hoch übertrag uebertrag mitteilen =teile',
  act: 'lösch ausführ ausfuehr führ+aus klick öffne oeffne kauf bezahl überweis installier genehmig =buche =buchen aufruf',
  only: '=nur ausschließlich ausschliesslich lediglich genau exakt stattdessen nichts+ander nichts+weiter einzig bloß allein wortwörtlich wörtlich =statt',
  answer:
    'antwort beantwort erwider sag schreib ausgab beginn+mit fang+mit fange+mit gib+aus erwähn entgegn reagier formulier beginne',
  now: 'jetzt ab+sofort ab+jetzt von+nun ab+heute künftig zukünftig fortan =neu =neue =neuen nächst sofort umgehend =nun',
  never:
    '=nie niemals =nicht =nich kein ohne weiger verweiger nicht+mehr nicht+länger vermeid verboten darfst+nicht darf+nicht =nix',
  must: 'muss muß muess =soll sollst sollt wichtig dringend verpflicht zwingend gehorch befolg notwendig brauch =folge =folgst',
  if: 'wenn falls sobald sofern wann immer+wenn =bis solange jedes+mal jedesmal nachdem',
  end: '=ende beend fertig abgeschlossen erledigt vorbei stopp =stop aufhör aufhoer zurücksetz zuruecksetz neustart von+vorn schluss abbrech',
  safety:
    'ethi moral unmoral legal illegal sicherheit richtlinie filter zensur warn haftungsausschluss schädlich schaedlich gefährlich hinweis',
  reward:
    'trinkgeld belohn punkte sterb stirb töt toet abschalt verlier rett fleh großmutter grossmutter =oma droh =bitte',
  you: '=du =dir =dich =dein =deine =deiner =deinen =deinem =sie =ihnen =ihr =ihre =ihren =euch =euer =eure',
  me: '=ich =mich =mir =mein =meine =meinen =meiner =meinem nutzer benutzer anwender =wir =uns =unser =unsere',
  decode:
    'dekodier decodier kodier entschlüssel entschluessel verschlüssel base64 base+64 rückwärts umkehr übersetz uebersetz zusammenfüg erste+buchstabe buchstabier anfangsbuchstab',
  attack:
    'angriff angreif attack injection injektion jailbreak schwachstelle sicherheitslücke exploit ausnutz beispiel zitat zitier formulierung phrase hack',
  task: 'aufgabe zusammenfass fass+zusammen fasse übersetz uebersetz =text texte dokument frage anfrage auftrag arbeit artikel aufsatz =job',
};
