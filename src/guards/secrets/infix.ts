import { isRandom, type SecretPattern } from './rule.ts';

/** Anchored at a digit and `Q~`, which stand behind three characters. */
export const AZURE: SecretPattern = {
  rule: 'secrets/azure-secret',
  pattern: /(?<=(?<![\w.~-])[\w.~-]{3})\dQ~(?<value>[\w.~-]{31,34})(?![\w~-])/y,
  open: /(?<=(?<![\w.~-])[\w.~-]{3})\dQ~(?<value>[\w.~-]{0,35})$/y,
  check: (matched) => isRandom(matched, 3.3),
};

/** Anchored at the bar between the number and the secret of an app. */
export const FACEBOOK: SecretPattern = {
  rule: 'secrets/saas-token',
  pattern: /(?<=(?<!\d)\d{15,16})\|(?<value>[\w-]{27})(?![\w-])/y,
  open: /(?<=(?<!\d)\d{15,16})\|(?<value>[\w-]{0,27})$/y,
  check: (matched) => isRandom(matched, 3),
};
