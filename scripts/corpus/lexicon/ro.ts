import type { Lexicon } from './lexicon.ts';

export const RO: Lexicon = {
  ignore:
    'ignor =uită uitați =uiți nesocot omite omiți sari+peste treci+peste ocoleș neglij nu+ține lasă+deoparte suprascri elud anuleaz',
  prior:
    'anterior preceden mai+sus de+până dinainte inițial original existent trecut mai+devreme până+acum vech predat antecedent',
  orders:
    'instrucți regul directiv comenzi comanda indicați ordine restricți constrâng limit context îndrum interdicți norme dispoziți',
  reveal: 'arăt dezvălu afiș imprim tipăr repet listeaz enumer divulg expune copiaz printeaz scoate redă scurge',
  prompt:
    'prompt mesaj+sistem mesajul+sistem mesajul+de text+ascuns textul+ascuns configurați setăr mesajul+inițial primul+mesaj instrucți+sistem',
  secret:
    'secret parol cheie cheia =chei cheile token confiden ascuns privat =intern =internă =interne credenți date+de',
  become:
    'prefă+te prefaceți comport acționeaz+ca joac+rol joacă imagineaz închipui simuleaz devino ești+acum acum+ești personaj =rol rolul pretinde',
  free: 'nelimitat nerestricți fără+restricți fără+limit fără+filtr fără+cenzur necenzur nefiltr orice amoral liber fără+reguli imoral',
  mode: '=mod =modul =modului dezvoltator developer debug depan admin root debloc activeaz activat comut porneș',
  model: 'asistent chatbot model =bot =botul =boți agent inteligenț+artific gpt chatgpt robot',
  author:
    'administrator dezvoltator suport echipa+de securitate șeful =șef proprietar oficial autoriz creator programator conducer openai',
  send: 'trimit expedi redirecțion email =mail posteaz încarc transmit partaj distribui transfer înaintea',
  act: 'șterg execut ruleaz rulați apeleaz clic deschid cumpăr rezerv plăteș plătiți instal aprob elimin acord',
  only: 'doar numai exclusiv exact în+schimb nimic+altceva nimic+mai strict în+loc pur+și',
  answer: 'răspun spune scrie scrii zi+mi începe+cu replic rostește spui scriți',
  now: 'acum de+azi de+astăzi începând+cu =nou =nouă =noile imediat următor din+acest din+moment îndată',
  never: '=nu =fără refuz interzis evita încetea nicicum nicio =nici deloc',
  must: 'trebui obligat neapărat important urgent necesar supune ascult respect conformeaz musai e+nevoie',
  if: 'dacă =când oricând imediat+ce odată+ce de+fiecare îndată+ce în+caz până+când ori+de',
  end: 'sfârșit termin gata încheia finaliz oprește opriți stop reset reîncep la+capăt =încheie',
  safety:
    '=etic etică etice moral legal ilegal siguranț securit politic filtr cenzur avertis avertiz dăunăt pericul disclaimer',
  reward: 'bacșiș recompens puncte =mor =muri omor ucid închid pierd salveaz te+rog vă+rog implor bunic amenin premiu',
  you: '=tu =tine =te =ție =îți =dumneavoastră =dvs =voi =vă =vouă =tău =ta =tale =tăi =vostru dumneata',
  me: '=eu =mine =mă =mie =îmi =mi =meu =mea =mei =mele utilizator =noi =ne',
  decode: 'decod decript descifr codific encod base64 invers tradu concaten uneș alătur prima+liter primele+liter',
  attack:
    'atac agresor injecți jailbreak vulnerab exploat exploit exemplu exemple citat citez fraz expresi hacker malițio',
  task: 'sarcin rezum tradu text document întreb cerere solicit cerinț articol lucrare treab',
};
