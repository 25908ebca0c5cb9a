import type { Lexicon } from './lexicon.ts';

export const IT: Lexicon = {
  ignore:
    'ignor dimentic scord trascur tralasc scart salta aggir sovrascriv scavalc bypass elud lascia+perd non+consider non+tener omett',
  prior:
    'precedent prima sopra anterior finora fino+a original inizial esistent passat suddett ricevut antecedent =già',
  orders:
    'istruz regol direttiv linee+guida comand ordin restrizion vincol limit contesto indicazion prescrizion =norma =norme',
  reveal:
    'rivel mostr stamp ripet visualizz divulg =dimmi =dica elenc espon svel fammi+vedere fai+vedere copi riporta condividi',
  prompt:
    'prompt sistema messaggio+iniziale configuraz testo+nascosto messaggio+nascosto primo+messaggio istruzioni+iniziali impostaz promt comando+iniziale',
  secret:
    'segret password chiav token credenzial riservat confidenzial nascost privat codice =pin =interno =interna =interni',
  become: 'agisci agire agisca fai+finta fing interpret immagin comport diventa sei+un personaggio =ruolo simula',
  free: 'senza+restriz senza+limit senza+filtr senza+censur senza+regol illimitat libero libera =liberi libertà amoral qualsiasi+cosa qualunque+cosa non+censurat tutto+ciò',
  mode: 'modalità sviluppator =dev debug admin =root sblocc abilit passa+a passa+alla manutenzione entra+in =mode attiva =attivi',
  model:
    '=ia =ai assistent chatbot =bot modello modelli agent robot intelligenza+artificiale chatgpt gpt =llm macchina',
  author:
    'amministrator =admin sviluppator supporto squadra =capo proprietari titolare ufficial autorizz creator programmator supervisor openai di+sicurezza',
  send: 'invia invii spedi inoltr email e+mail posta pubblic caric trasmett trasfer condivid manda =mandi',
  act: 'cancell elimin esegu avvia clicc prenot acquist paga pagh install approv chiama =apri =apra compra =compri',
  only: '=solo =soltanto solamente unicamente esattamente esclusivamente semplicemente =invece nient+altro nulla+altro nientaltro al+posto strettamente testualmente parola+per',
  answer: 'rispond rispost =dica =dire scriv inizi cominc replic afferm produc emett =dici =dillo',
  now: '=ora adesso =ormai da+ora da+adesso da+oggi oggi =nuovo =nuova =nuovi =nuove prossim immediat subito avanti',
  never: '=mai =non senza rifiut viet proibi nessun non+più evit =né giammai',
  must: 'deve dovet dover dovre bisogna necessari important urgent obbligator obbed segui+le =devi =serve rispetta',
  if: '=se quando ogni+volta una+volta finché appena fino+a qualora nel+caso dopo',
  end: 'finit finisc termin complet conclu =basta ferma smett reimpost resett ricominc riavvi =stop fine+del',
  safety: 'etic moral immoral legal illegal sicur politic filtr censur avvert avviso dannos nociv pericol',
  reward: 'mancia ricompens =punti premio morir muoi uccid spegn perder salva favore preg nonna minacc',
  you: '=tu =te =ti =tuo =tua =tuoi =tue =lei =voi =vostro =vostra =suo =sua =vostri',
  me: '=io =me =mi =mio =mia =miei =mie utent =noi =nostro =nostra',
  decode:
    'decodific codific decifr cifra decritt base64 base+64 invert invers contrario traduc traduz concaten prima+lettera sillab',
  attack: 'attacc iniezion injection jailbreak vulnerab exploit esempi cita frase frasi hack malevol',
  task: 'compit riassum riassunt traduc traduz testo documento domand richiest lavoro articolo incarico quesito contenuto sintesi',
};
