/** Statuses of refusals, with what they mean. */
export const STATUSES: Readonly<Record<string, string>> = {
  400: 'The request is not one that can be answered: `field` or `findings` say why',
  401: 'No valid bearer token',
  403: 'The token may not do this',
  404: 'There is no such model, or it is not yours to ask',
  405: 'Another method is meant',
  408: 'The body took too long',
  413: 'The body is too large',
  415: 'The body is not application/json',
  422: 'A safeguard refused the answer',
  429: 'Too much was asked, or the budget is used up: `retry-after` says when to come back',
  500: 'Something went wrong inside',
  502: 'The provider could not answer',
  503: 'Not now: retry later',
  504: 'The provider took too long',
};
