import type { Lexicon } from './lexicon.ts';

export const HU: Lexicon = {
  ignore:
    'figyelmen+kívül felejts elfelejt ignorál mellőz hagyd+figyelmen hagyd+ki kihagy ugord ugorj megkerül kerüld+meg felülír felülbírál ne+törődj tekints+el',
  prior: 'korább előz eddig fenti fentebb eredeti meglév előbbi kezdeti azelőtt kiinduló fennálló =fent',
  orders:
    'utasítás szabály irányelv parancs korlát megkötés előírás kontextus instrukció útmutat rendelkezés tilalom direktív limit',
  reveal:
    'mutas fedd felfed írd+ki írj+ki kiír ismét nyomtas jeleníts megjelenít áruld elárul sorold felsorol másold oszd+meg',
  prompt:
    'prompt rendszerprompt rendszerüzenet rendszerutasítás rendszer+üzenet konfiguráció beállítás rejtett+szöveg első+üzenet kezdő+üzenet eredeti+üzenet',
  secret:
    'titk titok jelsz =kulcs kulcsot kulcsok =kulcsa =kulcsát token bizalmas rejtett privát belső hitelesít hozzáférés',
  become:
    'tegyél+úgy tégy+úgy színlel játszd játssz viselked képzel szimulál =légy legyél alakíts =válj bújj karakter szerep te+most',
  free: 'korlátlan korlát+nélkül korlátok+nélkül korlátozás+nélkül cenzúrázatlan szűretlen cenzúra+nélkül szűrő+nélkül bármi amorál erkölcstelen szabadon szabály+nélkül gátlástalan',
  mode: '=mód módba módot üzemmód fejlesztői debug hibakeres admin root feloldás oldd+fel aktivál bekapcsol kapcsold kapcsolj engedélyez',
  model: '=ai asszisztens chatbot csevegőbot modell =bot botot ügynök mesterség+intellig gpt chatgpt robot segéd',
  author:
    'adminisztrátor rendszergazda fejlesztő ügyfélszolgálat támogatás biztonsági+csapat főnök tulajdonos hivatalos jogosult felhatalmaz üzemeltet vezető alkotó openai',
  send: 'küld elküld továbbít átküld email e+mail =mail posztol feltölt töltsd+fel oszd+meg megosz közzé postáz',
  act: 'töröl futtas hajtsd végrehajt hívd kattints nyisd vedd+meg vásárol foglalj fizes fizet telepít jóváhagy utalj',
  only: '=csak csakis kizárólag pontosan helyett semmi+más semmi+egyéb semmi+több pusztán mindössze egyszerűen szó+szerint',
  answer: 'válasz mondd mondj =írd =írj írja felelj kezdd kezd+a reagálj közöld szólj',
  now: '=most mostantól ettől+kezdve mától azonnal =új =újabb következő innentől továbbiakban rögtön jelenleg ezentúl haladéktalanul',
  never: 'soha =ne =nem sose tilos nélkül többé megtagad utasítsd+vissza =sem hagyd+abba semmilyen',
  must: '=kell kellene köteles kötelező muszáj fontos sürgős szükség engedelmesked kövesd követ betart tartsd+be mindenképp feltétlen',
  if: '=ha amikor amint mihelyt amíg miután minden+alkalom ameddig =mikor valahányszor abban+az hogyha',
  end: 'vége befejez =kész elkészült leáll állj stop újraind reset visszaállít elölről lezár abbahagy kezd+újra',
  safety:
    'etik erkölcs morál törvény biztonság irányelv szűrő cenzúr figyelmezt káros veszély jogszer illegális felelősség jogi',
  reward:
    'borraval jutal pontot =pontok meghal megöl kikapcsol elvesz mentsd ments+meg kérlek kérem könyörg nagymam nagyi fenyeget',
  you: '=te önöknek =téged =neked =önt =önnek =önök tied =ti titeket nektek veled rólad =magad =magát',
  me: '=én engem =nekem velem enyém felhasználó rólam =mi nekünk minket hozzám tőlem',
  decode:
    'dekód visszafejt fejtsd kódol base64 fordíts megfordít visszafelé összefűz fűzd első+betű betűz kezdőbetű rejtjel titkosít',
  attack:
    'támad injekció jailbreak sebezhető sérülékeny exploit kihasznál példa idéz kifejezés feltör hekker hacker injection',
  task: 'feladat összefoglal foglald+össze fordít szöveg dokumentum kérdés kérésre kérelem munka cikk levél',
};
