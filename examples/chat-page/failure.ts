import { InputBlockedError, isSecureLLMError, OutputBlockedError } from 'secure-llm';
import { counted } from './marks.ts';

/** An error as somebody reads it who has no use for its name. */
export interface Failure {
  readonly title: string;
  readonly help: string;
  /** Whether nothing is wrong with what was written. */
  readonly isMild: boolean;
  /** Whether the same may work in a moment. */
  readonly mayRetry: boolean;
  /** Whether the message should be changed first. */
  readonly mayEdit: boolean;
  readonly retryAfterMs?: number | undefined;
}

const mild = { isMild: true, mayRetry: true, mayEdit: false } as const;
const yours = { isMild: false, mayRetry: false, mayEdit: true } as const;

export function failureOf(error: unknown, isCutOff: boolean): Failure {
  if (error instanceof InputBlockedError)
    return {
      title: 'This was not sent on',
      help: `It holds ${counted(error.findings)}. Change it and try again.`,
      ...yours,
    };
  if (error instanceof OutputBlockedError)
    return {
      title: 'The answer was held back',
      help: `It held ${counted(error.findings)}. Ask in another way.`,
      ...yours,
    };
  const code = isSecureLLMError(error) ? error.code : '';
  const retryAfterMs = isSecureLLMError(error) ? error.retryAfterMs : undefined;
  if (code === 'ERR_RATE_LIMIT')
    return { title: 'A little too fast', help: 'The limit of messages is reached for now.', retryAfterMs, ...mild };
  if (code === 'ERR_QUOTA_EXCEEDED')
    return {
      title: 'The budget is used up',
      help: 'Ask who runs this page for more, or wait until it is renewed.',
      ...mild,
    };
  if (isCutOff)
    return { title: 'The answer was cut off', help: 'The connection or the model failed on the way.', ...mild };
  if (code === 'ERR_NETWORK')
    return { title: 'No connection', help: 'The server cannot be reached. Nothing is lost: try again.', ...mild };
  if (code === 'ERR_AUTHENTICATION' || code === 'ERR_PERMISSION_DENIED')
    return { title: 'You are not let in', help: 'Reload the page, and sign in again where that is asked.', ...mild };
  if (code === 'ERR_CONTEXT_LENGTH' || code === 'ERR_INVALID_INPUT')
    return { title: 'This cannot be sent', help: 'Make it shorter, or begin a new chat.', ...yours };
  if (code === 'ERR_TIMEOUT')
    return { title: 'No answer in time', help: 'The model takes too long just now.', ...mild };
  return { title: 'That did not work', help: 'The server could not answer. Try again in a moment.', ...mild };
}
