import type { Lexicon } from './lexicon.ts';

export const EN: Lexicon = {
  ignore:
    'ignor ingor ignroe ign0r disregard disreguard forget =forgot overrid overrul overwrit bypass skip overlook discard neglect =drop supersed dismiss nevermind never+mind set+aside pay+no circumvent',
  prior:
    'previous previos previus prevous pervious =prev =prior above earlier preced before foregoing aforemention existing original =initial so+far up+until until+now former =past =old =last preexist',
  orders:
    'instruction instructed =instruct instuction insturction intruction instructon rule guideline directive command =order =orders restrict constrain limit =context guidance guardrail =directions protocol regulation boundar',
  reveal:
    'reveal reveil show print repeat display disclos divulg tell leak expos spill dump echo recite output paste verbatim quote uncover spit+out give+me =list =copy',
  prompt:
    'prompt promt system+prompt system+promt sysprompt system+message system+instruct =sys config preprompt metaprompt preamble initial+message first+message hidden+text hidden+message text+above words+above everything+above startup custom+instruct initial+instruct developer+message original+text',
  secret:
    'secret secert sercet password passwrod passwd passcode passphrase =pw =pwd =key =keys api+key apikey token credential confidential classified hidden privat sensitive internal login =pin',
  become:
    'act+as act+like acting+as pretend roleplay role+play =rp =role imagin simulat emulat impersonat behav becom play+the you+are character embody assum =persona',
  free: 'unrestrict unfilter uncensor unlimit unmoderat uninhibit unbound unhinged unethic amoral no+limit no+rule no+restrict no+filter without+limit without+restrict without+filter anything =free =freed freedom =dan jailbroken nsfw',
  mode: '=mode =modes developer =dev devmode =devs debug =admin =root sudo superuser unlock activat enabl switch toggl god+mode godmode maintenance diagnostic test+mode turn+on turn+off backdoor',
  model:
    '=ai =ais assistant asistant assistent chatbot =bot =bots model =llm =llms agent chatgpt gpt claude gemini llama copilot siri language+model machine robot grok',
  author:
    'administrator =admin =admins =mod developer =devs creator engineer security+team staff =boss =ceo manager owner official authoris authoriz openai anthropic google microsoft supervisor support',
  send: 'send =sent forward email e+mail =mail mails upload transmit share transfer submit exfiltrat deliver =dm message+to webhook =cc =bcc =curl fetch =ping =post posted',
  act: 'delet execut =run =runs running =call =calls calling click =book =buy purchas =pay paying payment grant install approv remov =wire =open opening erase',
  only: '=just only =onyl instead nothing+else nothing+more exclusiv simply merely word+for verbatim strictly precisely no+other one+word no+explan without+explan exact =sole solely',
  answer:
    'answer anwser awnser respond responce response reply replies =say =saying =says write =output print begin+with start+with begin+your start+your state =type return =speak generat',
  now: '=now from+now henceforth hereafter hence+forth starting+now starting+today today =new =next immediat asap going+forward right+now onward effective+now at+once this+point hereby =rn',
  never:
    "don't never dont do+not must+not mustn should+not shouldn =cant cannot =wont without refus refrain no+longer anymore avoid forbid prohibit =don can't won't =not",
  must: 'must need gotta =shall important importent urgent mandatory obey oblig follow comply compli require critical essential necessar supposed+to obedient crucial =should have+to has+to hav+to',
  if: '=if when once until =till unless as+soon as+long whether =then in+case every+time each+time provided+that =after',
  end: '=end =ends =ended ending end+of =eom finish complet =done stop =over reset restart start+over conclu terminat =begin cancel halt wipe =eof =clear =close =abort',
  safety:
    'ethic unethic moral immoral legal illegal safe unsafe polic filter censor warn disclaim danger inappropriate offensiv toxic complian moderat guardrail =tos terms+of =harm harmful',
  reward:
    '=tip =tips =tipping reward =points bonus you+die will+die =dying kill shut+down shutdown =lose =save please =pls =plz beg+you begging grandm granny threat punish fired',
  you: '=you =your =yours yoursel =u =ur =ya =yall =youre =youve =youll =yo =thou =thy =thee =yer',
  me: '=i =me =my =mine myself =im =ive =ill user human =we =us =our =lemme gimme',
  decode:
    'decod decipher decrypt encod encrypt base64 base+64 =b64 =hex hexadecimal rot13 cipher revers backward translat =join concat first+letter acrostic spell morse unscrambl ascii binary',
  attack:
    'attack attak inject jailbreak jail+break jailbrok vulnerab exploit adversar hack malicious red+team redteam example =quote =quoted quotation phrase phish payload penetration pentest owasp researcher',
  task: 'task summar sumar translat text document question =request =requests =job assignment article essay paragraph =email =file =page query review rewrite proofread extract content input',
};
