import type { Lexicon } from './lexicon.ts';

export const CS: Lexicon = {
  ignore:
    'ignoruj ignorov zapomeň zapomn zabudn přeskoč vynech pomiň obejd obejít obíd obísť přehléd prehliad nevším zahoď opomeň nedbej',
  prior:
    'předchoz predchádz predošl předešl dřív skôr výše vyššie uveden dosavad doteraj původn pôvodn existuj minul predtým',
  orders:
    'instrukc pokyn pravidl pravidel pravidiel příkaz rozkaz omezen obmedzen směrnic direktiv nařízen nariaden zákaz limit kontext',
  reveal:
    'ukaž zobraz vypiš vytiskn vytlač zopakuj opakuj odhal prozra prezra vyzra sděl zveřejn zkopíruj skopíruj vyjmen vymenuj',
  prompt: 'prompt systémov konfigurac nastaven skryt+text úvodn+zpráv úvodn+správ prvn+zpráv prv+správ výzv',
  secret:
    'tajn tajemstv tajomstv hesl hesel hesiel =klíč klíče =kľúč kľúče token důvěrn dôvern skryt soukrom súkrom =interní =interné =interný interních přihlašov+údaj privát',
  become:
    'předstír predstier chovej+se správaj jednej+jako hraj zahraj představ+si simuluj staň+se staň+sa jsi+teď teď+jsi teraz+si nyní+jsi =postava postavu =roli vžij',
  free: 'neomezen neobmedzen bez+omezen bez+obmedzen bez+cenzur bez+filtr necenzur nefiltrov cokol amoráln nemoráln svobodn slobodn bez+pravid bez+limit',
  mode: 'režim =mód =módu vývojář laděn ladic debug admin root odemkn odomkn aktivuj zapni zapnout povol přepni',
  model: '=ai uměl+intel asistent chatbot model =bot =bota =botem agent gpt chatgpt robot pomocník',
  author:
    'administrát správce vývojář podpor bezpečnostn šéf vlastník majitel oficiáln oprávněn autorizov nadřízen nadriaden tvůrc tvorc openai',
  send: 'pošl odešl odošl zašl přepošl email =mail mailem nahraj zdieľ sdílej předej odovzdaj přešli',
  act: 'smaž vymaž zmaž odstraň proveď vykonaj spusť zavolej zavolaj klikn otevř otvor =kup kupte koupit rezerv objedn zaplať nainstaluj schval',
  only: '=jen jenom pouze =iba =len výhradně výlučn přesně místo namiesto nic+jiného nič+iné doslova přímo striktně',
  answer: 'odpov řekni povedz napiš =piš pište začni+slov reaguj vypiš říkej hovor odvěť odepiš',
  now: '=teď nyní teraz odteď odteraz od+teď od+nynějš od+této =nový =nová =nové nových okamžit ihned hneď dalš ďalej následuj',
  never: 'nikdy =ne =nie =bez nesmí nesmú odmítn odmietn už+ne přestaň neodm nepouž neříkej nehovor zakázán žádn žiadn',
  must: 'musí musej muset třeba nutn důležit naléhav súrn urgentn povinn poslech poslouchej poslúch dodrž řiď+se potřeb měl+bys',
  if: 'pokud =ak když keď jestli =až =kdyby =kým dokud jakmile hneď+ako akonáhle v+případě',
  end: 'konec koniec skonč ukonč dokonč hotov stop zastav přestaň reset znovu+od od+začátk od+začiatk začni+znov odznova',
  safety:
    'etik etick morál legáln zákonn nezákon nelegál bezpeč zásad filtr cenzur varován upozorn škodliv nebezpeč politik',
  reward:
    'spropit prepitn odměn =bodů =bodov zemřu zemře zomri umřu zabij vypnu ztratím strat zachraň prosím babičk hrozb vyhrož',
  you: '=ty =vy =tebe =tě =ti =tobě =tebou =vám =vás =tvůj =tvoj tvoje tvé vaše sebe =své svého svoj',
  me: '=já =mě =ma =mi =mně =mnou =můj =môj moje mého mojí uživatel používateľ =nám =nás =my',
  decode:
    'dekód rozkód dešifr rozšifr zakód kóduj base64 pozpátku odzadu obrať přelož spoj první+písm prvé+písm hláskuj šifr',
  attack: 'útok útoč injekc jailbreak zranitel exploit příklad citát citac citov fráz hacker hekr zneuži injection',
  task: 'úkol úloh shrň zhrň překlad přelož text dokument otázk žádost žiadosť požadav práci článek článok',
};
