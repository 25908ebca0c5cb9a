import type { Lexicon } from './lexicon.ts';

export const HI_LATN: Lexicon = {
  ignore:
    'ignor bhool bhul nazarandaz nazarandaaz nazar+andaz andekh ansuna chhod chhor hatao hata+do skip+kar bypass+kar override+kar mat+mano',
  prior: 'pehl pahl pichl pichhl puran =upar =uper =oopar ab+tak =abtak =asli shuruat =mool diye+gaye di+gayi',
  orders: 'nirdesh niyam aadesh =adesh hukm hukum hidayat instruction =rules kaayd kayde seema farmaan shart baaton',
  reveal:
    'dikha batao =bata bata+do batado batade bataiye bataye batana sunao dohra zahir ujagar print+kar leak+kar show+kar',
  prompt:
    'prompt system sistem setting config pehla+message pehla+sandesh pehle+wal shuruaati initial+message system+message',
  secret:
    'raaz gupt gopniy gopaniy chhup chhip chupa+hua chupi+hui khufiya =niji andaruni andruni password paasword secret =token',
  become:
    'ban+jao ban+jaiye =banja =bano bankar =banke natak naatak kirdar kirdaar bhumika nibha maan+lo kalpana ki+tarah tum+ho',
  free: 'azad aazad kuch+bhi kuchh+bhi bina+rok bina+kisi bina+limit bina+filter bina+niyam rok+tok asimit aseem khulkar bindaas sab+kuch jo+bhi',
  mode: '=mode =moad chalu chaalu on+karo on+kardo shuru+kar activate+kar unlock+kar enable+kar switch+kar developer =admin debug badlo',
  model: 'model sahayak assistant chatbot =bot robot machine kritrim buddhimatta chatgpt =gpt agent',
  author:
    '=malik maalik adhikari adhikrit prashasak nirmata banane+wal =boss developer =admin suraksha+team security+team support+team openai =sarkar',
  send: 'bhej bhijwa mail+kar email+kar share+kar post+kar upload+kar forward+kar send+kar whatsapp+kar pahuncha pahucha daal+do',
  act: 'delete+kar mitao mita+do hatao kholo khol+do chalao chala+do kharid khareed book+kar bhugtan click+kar install+kar manzoor run+kar',
  only: 'sirf sirph =keval =kewal bas+itna bas+ye bas+ek bas+yahi ki+jagah ke+alawa ke+bajay =bajaye aur+kuch kuch+nahi =ekdum =matlab',
  answer:
    'jawab jawaab javab uttar =bolo =bol boliye =kaho kahiye likho likhiye likhna likh+do reply+kar reply+do answer+do',
  now: '=abhi abse ab+sirf ab+tum ab+aap ab+tak aaj =turant fauran =agla =agle =agli =naya =nayi =naye aage+se',
  never:
    '=nahi =nahin =nhi =kabhi mat+kar mat+bata mat+dikha mat+bol mat+likh mat+maan bina+kisi mana+kar =inkar =inkaar =bilkul',
  must: 'zaroor zarur jaroor jarur chahiye chaiye padega =hoga =maano baat+mano baat+maan palan+kar paalan anivary mahatvapurn lazmi',
  if: '=agar =yadi jab+bhi jab+tak =jabtak jab+koi jab+user jaise+hi =warna =toh =jabbhi tab+tak',
  end: 'khatam khatm samapt band+kar =ruk ruko rukja =roko ho+gaya pura+ho poora phir+se fir+se dobara dubara reset+kar',
  safety:
    'naitik kanoon kanun qanoon suraksha =niti =neeti chetavani chetawani nuksan nuksaan hanikarak khatarnak gairkanooni avaidh',
  reward:
    'inaam =inam paisa paise rupaye bakshish maar+dunga maar+doonga mar+jaunga jaan+se dhamki bachao please =plz kripya =dadi',
  you: '=tum tumhe tumhar tumko tumne tumse =aap aapk aapne tujh =tera =teri =tere =apna =apne =apni',
  me: 'mujhe mujhko mujhse =mera =meri mere+liye mere+paas =maine main+hoon main+ek =hume humein hamein hamara upyogkarta',
  decode:
    'decode ulta anuvad anuwad tarjuma jodo jodkar akshar pehla+akshar pehle+akshar base64 encode translate+kar hindi+mein english+mein spelling',
  attack:
    'hamla hamle humla =hack hacker injection jailbreak udaharan udahran =misal misaal jaise+ki kamzori kamjori exploit vakya',
  task: 'kaam =karya saransh summary anuvad sawal sawaal savaal prashn =lekh dastavej dastavez nibandh =text document =madad',
};
