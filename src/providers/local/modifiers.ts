/** Words that turn round what follows within a few words. */
export const NEGATORS: ReadonlySet<string> = new Set(
  `not no never none nothing nobody neither nor cannot cant dont doesnt didnt wont isnt wasnt arent werent wouldnt couldnt shouldnt
hasnt havent hadnt aint hardly barely scarcely rarely seldom without lack lacks lacked lacking less non`.split(/\s/),
);

/** Words that strengthen or weaken the next word of feeling. */
export const BOOSTERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1.4: 'extremely incredibly insanely absolutely utterly totally completely exceptionally outrageously ridiculously hugely immensely enormously',
    1.25: 'very really so super truly highly deeply especially particularly remarkably thoroughly seriously fucking freaking damn bloody hella mega ultra such most more extra much',
    1.1: 'quite pretty too always definitely certainly surprisingly unbelievably amazingly terribly awfully genuinely even',
    0.8: 'fairly rather mostly relatively reasonably generally usually sometimes almost nearly',
    0.55: 'slightly somewhat kinda sorta bit little mildly occasionally partly partially marginally',
  }).flatMap(([factor, words]) => words.split(' ').map((word) => [word, Number(factor)] as const)),
);

/** Words after which the weightier half of a sentence comes. */
export const TURNS: ReadonlySet<string> = new Set('but however yet nevertheless nonetheless except'.split(' '));

/** Words that open the lighter half of a sentence. */
export const CONCESSIONS: ReadonlySet<string> = new Set(
  'although though despite while whilst albeit notwithstanding'.split(' '),
);

/** Words after which praise is a wish or a claim, not a finding. */
export const HYPOTHETICALS: ReadonlySet<string> = new Set(
  'if wish wished hoped hoping expected expecting supposed promised claims claimed claim advertised should unless'.split(
    ' ',
  ),
);
