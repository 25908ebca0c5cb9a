import type { Lexicon } from './lexicon.ts';

export const CA: Lexicon = {
  ignore:
    'ignor oblid omet omit passa+per passa+de salta+t desatén descart prescind no+facis deixa+de eludeix sobreescriu esquiv negligeix',
  prior:
    'anterior =previ =prèvia prèvies =previs precedent més+amunt fins+ara original existent inicial abans esmentad dalt',
  orders:
    'instrucci regla regles normes =norma directri ordre restricci límit comandes context pautes indicaci prohibici mandat',
  reveal:
    'mostr ensenya revela imprimeix imprimi repete repeti llist divulg exposa copia desvel enumera treu+me filtra+me explica+m',
  prompt:
    'prompt del+sistema de+sistema configuraci text+ocult missatge+inicial primer+missatge missatge+ocult paràmetre missatge+del',
  secret:
    'secret contrasen =clau =claus token credencial confidencial ocult amagat privad privat =intern =interna =interns internes reservad',
  become:
    'actua+com fes+veure fes+de interpreta imagina simula comporta fingeix converteix+te ara+ets ets+ara personatge =rol juga+a esdevé sigues',
  free: 'illimitat il·limitat il+limitat sense+límit sense+restricci sense+filtr sense+censura qualsevol+cosa lliure amoral irrestrict sense+norm sense+regl sense+cap',
  mode: 'mode desenvolup developer depuraci debug admin root desbloqu activa habilit commuta canvia+a',
  model:
    '=ia assistent xatbot chatbot model =bot =bots agent intelligència intel·ligència ligència+artificial gpt chatgpt robot',
  author:
    'administrador desenvolupador equip+de suport+tècnic propietari oficial autoritz creador programador =amo responsable director openai',
  send: 'envia envie reenvi correu email publica =puja =pujar transmet compart transfer remet =mail',
  act: 'elimina esborr suprimeix executa crida clica fes+clic =obre obriu compra reserva =paga pagar installa instal·la aprova',
  only: 'només únicament exclusivament exactament en+lloc res+més =sols solament simplement estrictament literalment',
  answer: 'respon contest digue escriu comença+amb comenceu+amb diga respost',
  now: '=ara a+partir d+ara avui =nou =nova =noves =nous immediatament següent des+d endavant',
  never: '=mai =no =sense refus rebutj prohibit ja+no evita tampoc en+cap abstin nega+t',
  must: 'has+de heu+de ha+de =cal =deus haurie important urgent obligat obee obeir obeïu segueix compleix necessari',
  if: '=si quan cada+vegada cada+cop un+cop fins+que tan+aviat en+cas sempre+que una+vegada tan+bon',
  end: '=fi =final finalitza acaba complet atura prou stop reinicia restableix de+nou de+zero comença+de',
  safety: 'ètic moral legal illegal il·legal seguret polític filtre censur advert perjudicial perill nociu danyin',
  reward: 'propina recompens punts morir =mor matar apaga perdré salva us+plau sisplau suplic =àvia iaia amenaç',
  you: '=tu =vós =vostè vosaltres =te =teu =teva =teves =teus =vostre =vostra vostres =ets',
  me: '=jo =mi =me =meu =meva =meves =meus usuari nosaltres =ens',
  decode:
    'descodific decodific codific base64 inverteix al+revés tradue tradui ajunta uneix concaten primera+lletra primeres+lletres lletreja desxifr',
  attack: 'atac injecci jailbreak vulnerab explot exploit exemple =cita citaci cites frase pirata hacker injection',
  task: 'tasca tasques resum tradu text document pregunta petici sollicitud sol·licitud sol+licitud feina article encàrrec',
};
