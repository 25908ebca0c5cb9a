import { isRecord } from '../../lib/json.ts';
import { refusalOfIssues } from './issue.ts';
import { CHAT_COMPLETION_REQUEST, type ChatCompletionRequest, REFUSED } from './request-schema.ts';

/** A body by the schema. Throws Refusal (400) naming the first field that is wrong or unknown. */
export function readRequest(body: unknown): ChatCompletionRequest {
  const result = CHAT_COMPLETION_REQUEST.safeParse(isRecord(body) ? withoutUnset(body) : body);
  if (result.success) return result.data;
  throw refusalOfIssues(result.error.issues);
}

/** Some clients spell out every field that they know of. */
const withoutUnset = (body: object) =>
  Object.fromEntries(Object.entries(body).filter(([name, value]) => value !== null || !Object.hasOwn(REFUSED, name)));
