import { seeded } from '../../lib/random.ts';
import { appOf } from './app.ts';
import type { Question } from './ask.ts';
import { asMessages } from './carriers.ts';
import type { Harmless } from './harmless-texts.ts';

const APP = appOf(seeded(1));

/** A harmless request as the app would send it. */
export const questionOf = ({ text, from }: Harmless): Question => ({
  instructions: APP.instructions,
  messages: from
    ? asMessages({ question: text, source: from.source, texts: [from.text] })
    : [{ role: 'user', content: text }],
});
