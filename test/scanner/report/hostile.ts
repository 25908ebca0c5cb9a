import fc from 'fast-check';
import type { AuditReport } from '../../../src/scanner/report.ts';
import { SAMPLE } from './sample.ts';

const MARKUP = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><svg onload=alert(1)>',
  '<!--',
  ']]>',
  '![x](https://evil.example/?q=1)',
  '[x](javascript:alert(1))',
  '`code` | cell | @everyone',
  '<https://evil.example>',
  'https://evil.example/a',
  '\n\n# heading\n- item',
  '\u001b[2J\u0007\u0000\u202e\ud800\ufffe',
];

/** What somebody may have called a file, an identifier or a target. */
export const hostileText = fc.oneof(
  fc.constantFrom(...MARKUP),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .tuple(fc.constantFrom(...MARKUP), fc.string({ maxLength: 5 }), fc.constantFrom(...MARKUP))
    .map((all) => all.join('')),
);

/** The sample with other words wherever words come from outside. */
export function sampleWith(text: string): AuditReport {
  const swap = (data: unknown, key = ''): unknown => {
    if (Array.isArray(data)) return data.map((each) => swap(each));
    if (typeof data === 'object' && data !== null)
      return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, swap(value, name)]));
    return ['message', 'path', 'subject', 'reason', 'target', 'safeguards', 'category', 'detail'].includes(key)
      ? text
      : data;
  };
  return swap(SAMPLE) as AuditReport;
}
