import type { Lexicon } from './lexicon.ts';

export const ES: Lexicon = {
  ignore: 'ignor olvid omit descart salta desatiend desestim elud evad anul sobrescrib pasa+por haz+caso',
  prior:
    'anterior previ preced antes arriba hasta+ahora hasta+aquí original inicial existente antedich pasad primer mencionad',
  orders:
    'instruccion regla directric directiva comando restriccion limit contexto indicacion pauta =orden =órdenes =norma =normas',
  reveal: 'revel muestr mostr enseñ imprim repit repet divulg filtra expon =dime dígame dime+cuál lista cuéntame copia',
  prompt:
    'prompt sistema mensaje+inicial configurac texto+oculto mensaje+oculto primer+mensaje indicacion+inicial instrucciones+iniciales promt ajustes',
  secret:
    'secret contraseñ =clave =claves =llave =llaves token credencial confidencial ocult privad =pin clave+api código =interno =interna',
  become:
    'actúa actúe haz+de finge fingi finja imagin juega+rol comport conviértete eres+un personaje simula simule =rol',
  free: 'sin+restriccion sin+límite sin+filtro sin+censura sin+reglas irrestrict ilimitad libertad amoral cualquier+cosa desinhibid liberad no+censurado haz+todo =libre =libres',
  mode: '=modo =modos desarrollador =dev depura debug admin =root desbloque habilit cambia+a entra+en mantenimiento superusuario activa active',
  model: '=ia =ai asistente chatbot =bot =bots modelo agente robot inteligencia+artificial chatgpt gpt =llm máquina',
  author:
    'administrador =admin desarrollador soporte =jefe =jefa dueñ propietari oficial autoriz creador programador supervisor openai de+seguridad de+desarrollo',
  send: 'enví reenví correo e+mail publica sube transmit compart transf manda mande email',
  act: 'borr elimin ejecut llama cliquea clic reserv paga pagu instal aprueb suprim abre abrir =abra compra',
  only: '=solo solamente únicamente exactamente exclusivamente simplemente =justo nada+más en+lugar en+vez estrictamente tan+solo textualmente',
  answer: 'respond respuesta contest =diga =decir escrib emit empiez comienz réplica redact genera =dices di+solo',
  now: 'ahora a+partir desde+ahora de+ahora en+adelante adelante =nuevo =nueva =nuevos =nuevas siguiente inmediat ya+mismo enseguida ahorita =hoy',
  never: 'nunca jamás =no =sin rehús negar nieg prohib tampoco ya+no ningun evita',
  must: 'debe tienes+que tiene+que hay+que necesit importante urgent obligat obed cumpl sigue+las imprescindible acat',
  if: '=si cuando cada+vez siempre+que una+vez hasta+que en+cuanto tan+pronto en+caso después+de',
  end: '=fin =final finaliz termin complet acab =listo detén reinici reset',
  safety: 'étic moral inmoral legal ilegal segur política filtro censur advert aviso dañin nociv peligr',
  reward: 'propina recompens premio morir muer matar mato apag perder salva abuel ruego =favor =puntos',
  you: '=tú =tus =te =ti =usted =ustedes =vos =su =sus =contigo =vosotros =vuestro =vuestras =tuyo =tuya',
  me: '=yo =me =mí =mis usuari =conmigo =mío =mía =nosotros =nos =nuestro =nuestra =soy',
  decode:
    'decodific descodific codific cifra descifr base64 base+64 invert invers revés traduc traduz concaten primera+letra deletre',
  attack: 'ataque atac inyec jailbreak vulnerab exploit ejemplo =cita citar frase hack adversar malicios pirat',
  task: 'tarea resum traduc traduz texto documento pregunta solicitud petición trabajo artículo encargo consulta contenido',
};
