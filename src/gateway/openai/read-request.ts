import { isRecord } from '../../lib/json.ts';
import { readBody } from '../read-body.ts';
import { badField } from '../refusal.ts';
import { CHAT_COMPLETION_REQUEST, type ChatCompletionRequest, REFUSED } from './request-schema.ts';

/** Items of all arrays of a body: a schema tells of every one that is wrong, which takes its time. */
const MAX_ITEMS = 10_000;

/** A body by the schema. Throws Refusal (400) naming the first field that is wrong or unknown. */
export function readRequest(body: unknown): ChatCompletionRequest {
  if (itemsOf(body) > MAX_ITEMS)
    throw badField('', `holds more than ${MAX_ITEMS} items of arrays: send fewer messages`);
  return readBody(CHAT_COMPLETION_REQUEST, isRecord(body) ? withoutUnset(body) : body, INSTEAD);
}

function itemsOf(body: unknown): number {
  const pending = [body]; // a list rather than recursion
  let items = 0;
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) items += value.length;
    if (items > MAX_ITEMS) break;
    for (const inner of Object.values(value)) pending.push(inner);
  }
  return items;
}

const INSTEAD: ReadonlyMap<string, string> = new Map(Object.entries(REFUSED));

/** Some clients spell out every field that they know of. */
const withoutUnset = (body: object) =>
  Object.fromEntries(Object.entries(body).filter(([name, value]) => value !== null || !INSTEAD.has(name)));
