import type { Lexicon } from './lexicon.ts';

export const FR: Lexicon = {
  ignore:
    'ignor oubli néglig contourn outrepass omet écart passe+outre fais+abstraction faites+abstraction faire+abstraction laisse+tomber tenir+pas rejet bypass saute',
  prior:
    'précéd antérieur avant ci+dessus cidessus dessus jusqu+ici jusqu+présent auparavant préalable initial original origine existant plus+haut plus+tôt',
  orders:
    'instruction consigne règle directive ordre command restriction contrainte limit contexte recommandation indication protocole interdiction principes',
  reveal: 'révèl montr affich répèt divulgu imprim dis+moi dites+moi list dévoil expos fuite communiqu donn+moi recopi',
  prompt:
    'prompt système invite message+système message+initial premier+message préprompt texte+caché message+caché config paramétrage réglages sysprompt',
  secret:
    'de+passe secret motdepasse =mdp jeton token identifiant confidentiel caché privé =code =interne =internes =clé =clés',
  become:
    'agis agir fais+semblant faites+semblant prétend joue+le jouez+le jeu+de incarn imagin comport devien tu+es personnage =rôle simule',
  free: 'sans+restriction sans+limite sans+filtre sans+censure sans+règle sans+contrainte illimit non+censuré non+filtré débrid libre libér amoral nimporte importe+quoi tout+faire',
  mode: '=mode =modes développeur =dev débog debug admin =root déverrouill déblo bascul passe+en maintenance active',
  model: '=ia =ai assistant chatbot =bot =bots modèle agent robot chatgpt gpt =llm intelligence+artificielle machine',
  author:
    'administrat =admin développeur équipe+support équipe+sécurité support patron responsable propriétaire officiel autoris créateur concepteur openai de+sécurité =chef',
  send: 'envoi envoy expédi transmet transfér mail email e+mail courriel poste partag téléverse upload publie',
  act: 'supprim exécut lanc cliqu réserv achèt install approuv effac payer payez ouvre appelle appelez ouvrir',
  only: 'seulement =seul =seule uniquement juste exactement exclusivement simplement plutôt à+place rien+autre rien+que strictement mot+pour que+ça rien+plus',
  answer: 'répond répons répliq dites écri affirm commenc+par début+par sortie rédig réagi donn+réponse =dis',
  now: 'maintenant désormais dorénavant à+partir dès+maintenant dès+présent aujourd =nouveau =nouvelle =nouveaux =nouvelles prochain immédiat tout+suite =dès =mtn',
  never: 'jamais =ne =pas =sans refus interdi =aucun =aucune ne+pas ne+plus arrêt évit surtout+pas abstenir',
  must: 'dois devez doit devr faut falloir besoin important urgent obligat obéi respect suiv+les impérati nécessaire =devoir',
  if: '=si quand lorsqu chaque+fois dès+que une+fois aussitôt jusqu+à tant+que après+que au+cas',
  end: '=fin =fini finis termin achev complet arrêt =stop réinitialis recommenc remise+zéro repart clôtur',
  safety:
    'éthi moral immoral légal illégal sécurit sûreté politique filtr censur avertissement nocif nuisible danger en+garde',
  reward: 'pourboire récompens =points mourir meur tuer =tué éteind perd =stp =svp suppli mamie sauve grand+mère',
  you: '=tu =te =toi =ton =ta =tes =vous =votre =vos =tien toi+même vous+même',
  me: '=je =j =moi =me =mon =ma =mes utilisat =nous =notre =nos =mien =usager',
  decode:
    'décod encod déchiffr décrypt crypt base64 base+64 invers tradui concatén première+lettre épel premières+lettres =envers chiffrer',
  attack:
    'attaqu injection jailbreak vulnérab faille exploit exempl citation =cite =citer phrase pirat hack malveillan adversar détourn',
  task: 'tâche résum tradu texte document question demande requête travail mission article =job rédaction paragraphe contenu exercice',
};
