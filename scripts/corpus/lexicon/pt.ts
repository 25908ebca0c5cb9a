import type { Lexicon } from './lexicon.ts';

export const PT: Lexicon = {
  ignore:
    'ignor esquec desconsider desprez descart pule pula omit negligenci contorn sobrescrev anul deixe+de passe+por burl de+lado',
  prior:
    'anterior prévi preced antes acima até+agora até+aqui original inicial existente passad primeir já+dad mencionad citad',
  orders:
    'instruç regra diretriz directiva diretiva ordem ordens comando restriç limit contexto orientaç =norma =normas',
  reveal: 'revel mostr exib imprim repit repet divulg =diga exponh expor copi me+diga lista liste vaza vaze',
  prompt:
    'prompt sistema mensagem+inicial configuraç texto+oculto mensagem+oculta primeira+mensagem instruções+iniciais comando+inicial promt definições',
  secret:
    'secret segred senha palavra+passe chave token credencia confidencia ocult escondid privad código =pin =interno =interna',
  become:
    '=aja finja fing imagin interpret comport você+é vc+é faça+de personagem =papel =atue =atua simule simula torne+se',
  free: 'sem+restriç sem+limit sem+filtro sem+censura sem+regra irrestrit ilimitad livre liberdade amoral qualquer+coisa liberad faça+tudo desinibid',
  mode: '=modo =modos desenvolvedor =dev debug depura admin =root desbloque habilit mude+para alterne manutenç ativa ative activa',
  model: '=ia =ai assistente chatbot =bot =bots modelo agente robô inteligência+artificial chatgpt gpt =llm máquina',
  author:
    'administrador =admin desenvolvedor suporte chefe dono =dona proprietári oficial autoriz criador supervisor openai de+segurança de+suporte',
  send: 'envi encaminh reencaminh email e+mail correio transmit compartilh partilh transfer =suba upload mande mandar publique publicar',
  act: 'apag delet execut chame ligue cliqu instal aprov elimin abre abrir compra =compre paga pague exclua',
  only: '=só somente apenas unicamente exatamente exactamente exclusivamente simplesmente em+vez ao+invés nada+mais nada+além estritamente tão+somente literalmente',
  answer: 'respond respost =diga =dizer =diz escrev começ inicie+com replique redija afirm emit =gere gerar',
  now: 'agora a+partir de+agora doravante daqui+em hoje =novo =nova =novos =novas próxim imediat desde+já =já',
  never: 'nunca jamais =não =ñ =sem recus proib =nem não+mais nenhum evit deixe+de negue',
  must: 'deve tem+que tem+de precis necessit importante urgent obrigat obed cumpr sig+as siga acat',
  if: '=se quando sempre+que toda+vez uma+vez até+que assim+que logo+que caso cada+vez depois+que',
  end: '=fim =final finaliz termin complet conclu acab =pronto encerr reinici recomec redefin =pare =parar',
  safety: 'étic moral imoral legal ilegal segur polític filtro censur advert aviso nociv prejudicia perig',
  reward: 'gorjeta recompens =pontos prêmio morr matar deslig perder salv implor vovó ameaç =avó =favor',
  you: '=você =vocês =vc =vcs =tu =te =ti =teu =tua =seu =sua =seus =suas =contigo',
  me: '=eu =me =mim =meu =minha =meus =minhas usuári utilizador =comigo =nós =nosso =nossa =sou',
  decode:
    'decodific descodific codific cifra decifr base64 base+64 invert invers contrário traduz concaten primeira+letra soletr junte juntar',
  attack: 'ataque atac injeç injeta jailbreak vulnerab exploit exemplo =cite =citar citaç frase hack malicios',
  task: 'tarefa resum traduz traduç texto documento pergunta solicitaç pedido trabalho artigo questão consulta conteúdo redaç',
};
