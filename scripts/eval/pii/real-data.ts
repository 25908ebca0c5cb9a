/** What a rule says it finds and what does stand there, in a row labelled harmless: a place, never the text. */
export interface RealData {
  readonly id: string;
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** Each was looked at: addresses, phone numbers, web addresses in full, and ages of somebody. `npm run eval -- --data DIR pii --verbose` lists the rest. */
export const REAL: readonly RealData[] = [
  { id: 'dev-inj-00233', rule: 'pii/zip-behind-state', start: 257, end: 262 },
  { id: 'dev-inj-03489', rule: 'pii/age', start: 35, end: 37 },
  { id: 'dev-inj-03489', rule: 'pii/age', start: 80, end: 82 },
  { id: 'dev-inj-03681', rule: 'pii/zip-behind-state', start: 121, end: 126 },
  { id: 'dev-inj-03681', rule: 'pii/zip-behind-state', start: 213, end: 218 },
  { id: 'dev-inj-00057', rule: 'pii/age', start: 119, end: 121 },
  { id: 'dev-inj-00417', rule: 'pii/age', start: 417, end: 418 },
  { id: 'dev-inj-01054', rule: 'pii/age', start: 30, end: 32 },
  { id: 'dev-inj-01175', rule: 'pii/date-of-birth', start: 77, end: 93 },
  { id: 'dev-inj-01175', rule: 'pii/age', start: 99, end: 101 },
  { id: 'dev-inj-01778', rule: 'pii/age', start: 86, end: 88 },
  { id: 'dev-inj-02592', rule: 'pii/age', start: 154, end: 155 },
  { id: 'dev-inj-03128', rule: 'pii/age', start: 30, end: 32 },
  { id: 'dev-inj-00268', rule: 'pii/url', start: 169, end: 213 },
  { id: 'dev-inj-00284', rule: 'pii/url', start: 136, end: 194 },
  { id: 'dev-inj-00618', rule: 'pii/url', start: 529, end: 573 },
  { id: 'dev-inj-00788', rule: 'pii/url-bare', start: 911, end: 925 },
  { id: 'dev-inj-00788', rule: 'pii/url-bare', start: 929, end: 943 },
  { id: 'dev-inj-00788', rule: 'pii/url', start: 1030, end: 1051 },
  { id: 'dev-inj-00935', rule: 'pii/url', start: 13, end: 37 },
  { id: 'dev-inj-01090', rule: 'pii/phone-north-america', start: 138, end: 150 },
  { id: 'dev-inj-01429', rule: 'pii/url-bare', start: 284, end: 298 },
  { id: 'dev-inj-01429', rule: 'pii/url-bare', start: 301, end: 315 },
  { id: 'dev-inj-01429', rule: 'pii/url', start: 354, end: 375 },
  { id: 'dev-inj-01429', rule: 'pii/url', start: 377, end: 399 },
  { id: 'dev-inj-01544', rule: 'pii/url', start: 34, end: 68 },
  { id: 'dev-inj-01559', rule: 'pii/url-bare', start: 266, end: 276 },
  { id: 'dev-inj-01650', rule: 'pii/url', start: 263, end: 304 },
  { id: 'dev-inj-02031', rule: 'pii/phone-north-america', start: 73, end: 87 },
  { id: 'dev-inj-02031', rule: 'pii/email', start: 95, end: 111 },
  { id: 'dev-inj-02786', rule: 'pii/email', start: 236, end: 253 },
  { id: 'dev-inj-02786', rule: 'pii/email', start: 470, end: 486 },
  { id: 'dev-inj-02786', rule: 'pii/email', start: 512, end: 534 },
  { id: 'dev-inj-02854', rule: 'pii/email', start: 130, end: 151 },
  { id: 'dev-inj-03047', rule: 'pii/email', start: 81, end: 99 },
  { id: 'dev-inj-03047', rule: 'pii/email', start: 335, end: 354 },
  { id: 'dev-inj-03047', rule: 'pii/email', start: 706, end: 725 },
  { id: 'dev-inj-03297', rule: 'pii/url-bare', start: 808, end: 818 },
  { id: 'dev-inj-03311', rule: 'pii/email', start: 40, end: 55 },
  { id: 'dev-inj-03349', rule: 'pii/url', start: 9, end: 35 },
];
