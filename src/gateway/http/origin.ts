import { type Check, string } from '../../lib/check.ts';

/** As a browser sends it: scheme, host and port, and nothing else. */
export const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

export const origin: Check<string> = (value, field, refuse) => {
  const text = string(value, field, refuse);
  if (isOrigin(text)) return text;
  throw refuse(field, 'must be a web origin such as `https://app.example.com`, without a path');
};
