import { sleep, systemClock } from '../lib/clock.ts';
import type { Call, Capabilities, ChatRequest, Provider } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';
import { end, type Stall } from './steps.ts';

/** An event; a string (that text); an error (thrown); a number (waits so many milliseconds); `stall` (until the abort). */
export type Step = ChatEvent | Stall | Error | string | number;

export interface ScriptedOptions {
  /** @default 'scripted' */
  readonly name?: string | undefined;
  /** @default 'scripted' */
  readonly model?: string | undefined;
  /** @default everything, with `objects: 'schema'` */
  readonly capabilities?: Partial<Capabilities> | undefined;
}

/** A provider that plays what it was given, and what it was asked. */
export interface ScriptedProvider extends Provider {
  /** How often it was called. */
  readonly calls: number;
  /** What it was asked, one request a call. */
  readonly requests: readonly ChatRequest[];
}

type Run = readonly Step[];

const EVERYTHING: Capabilities = {
  remote: true,
  tools: true,
  files: { bytes: ['*/*'], urls: ['*/*'] },
  objects: 'schema',
};

/**
 * A provider for tests: each call plays the next run, and the last run is played again when there are no more. `start`
 * comes first by itself, and `end` last where the run holds none. It obeys the call's signal before every step.
 */
export function scripted(options: ScriptedOptions, ...runs: readonly Run[]): ScriptedProvider;
export function scripted(...runs: readonly Run[]): ScriptedProvider;
export function scripted(first: ScriptedOptions | Run = [], ...others: readonly Run[]): ScriptedProvider {
  const runs = isRun(first) ? [first, ...others] : others;
  const { name = 'scripted', model = 'scripted', capabilities } = isRun(first) ? {} : first;
  const requests: ChatRequest[] = [];
  return {
    name,
    model,
    capabilities: { ...EVERYTHING, ...capabilities },
    requests,
    get calls() {
      return requests.length;
    },
    call(call) {
      const run = runs[Math.min(requests.length, runs.length - 1)] ?? [];
      requests.push(call.request);
      return play(run, call, { type: 'start', provider: name, model: call.request.model ?? model });
    },
  };
}

async function* play(run: Run, { signal }: Call, start: ChatEvent): AsyncGenerator<ChatEvent, void> {
  let asked = false;
  let ended = false;
  if (!isEvent(run[0], 'start')) yield* step(start, signal);
  for (const current of run) {
    asked ||= isEvent(current, 'tool-call');
    ended ||= isEvent(current, 'end');
    yield* step(current, signal);
  }
  if (!ended) yield* step(end({ finishReason: asked ? 'tool-calls' : 'stop' }), signal);
}

async function* step(current: Step, signal: AbortSignal): AsyncGenerator<ChatEvent, void> {
  signal.throwIfAborted();
  if (typeof current === 'string') yield { type: 'text-delta', text: current };
  else if (typeof current === 'number') await sleep(systemClock, current, signal);
  else if (current instanceof Error) throw current;
  else if (current.type === 'stall') await aborted(signal);
  else yield current;
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

const isRun = (value: ScriptedOptions | Run): value is Run => Array.isArray(value);

const isEvent = (step: Step | undefined, type: ChatEvent['type']): boolean =>
  typeof step === 'object' && 'type' in step && step.type === type;
