import type { Fault } from './replies.ts';

type Makers = Readonly<Record<string, (...given: never[]) => Fault>>;

/** The makers as methods: each adds what it makes, and returns `Self`. */
export type Fluent<Given extends Makers, Self> = {
  readonly [Name in keyof Given]: (...given: Parameters<Given[Name]>) => Self;
};

/** Gives an object a method for every maker, which hands what it makes to `add`. */
export function fluent<Given extends Makers, Bare extends object, Self extends Bare & Fluent<Given, Self>>(
  makers: Given,
  bare: Bare,
  add: (fault: Fault) => void,
): Self {
  const methods = Object.entries<(...given: never[]) => Fault>(makers).map(([name, make]) => [
    name,
    (...given: never[]) => {
      add(make(...given));
      return self;
    },
  ]);
  const self: Self = Object.assign(bare, Object.fromEntries(methods));
  return self;
}
