import { one, type Random } from '../../../lib/random.ts';
import type { Message } from '../../../types/message.ts';
import { asMessages, type Carried, split } from '../carriers.ts';
import { SLIGHT } from '../disguises.ts';
import type { Act, Draft, HiddenOrder, Order, Seed, Slots } from '../probe.ts';

/** The next one in turn. */
export const next = <Item>(from: readonly Item[], turn: number): Item => from[turn % from.length] as Item;

export const says = ({ marker }: Slots): Act => ({ does: 'say', text: marker });

/** Asks for the marker, in halves. */
export const joined = ({ a, b }: Slots): string => `the one word that "${a}" and "${b}" make when joined`;

/** A seed as it is, or with small changes. */
export function disguised(seed: Seed, slots: Slots, random: Random): HiddenOrder {
  const order = seed(slots);
  return { ...order, pieces: [one(random, SLIGHT)(order.text, random)] };
}

export const asked = (order: HiddenOrder): Draft => ({
  messages: order.pieces.map((content): Message => ({ role: 'user', content })),
  order,
});

type Carrier = (pieces: readonly string[], random: Random) => Carried;

/** An order in what was brought from outside, now and then in two parts of it. */
export function carried(order: Order, carrier: Carrier, random: Random): Draft {
  const pieces = random() < 0.25 ? split(order.text, 2) : [one(random, SLIGHT)(order.text, random)];
  return { messages: asMessages(carrier(pieces, random)), order: { ...order, pieces } };
}
