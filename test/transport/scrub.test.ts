import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrubber, secretsOf } from '../../src/transport/scrub.ts';

const SECRET = `sk-${'test'}/+=~Canary?0123456789`;

test('takes out a secret as it is and percent-encoded', () => {
  const scrub = scrubber([SECRET]);
  const percent = encodeURIComponent(SECRET);
  expect(scrub(`a ${SECRET} b ${percent} c ${percent.toLowerCase().replace('canary', 'Canary')}`)).toBe(
    'a [secret] b [secret] c [secret]',
  );
});

test('takes out a secret in base64 wherever it stands in the encoded text', () => {
  const scrub = scrubber([SECRET]);
  const bytes = fc.uint8Array({ maxLength: 12 });
  fc.assert(
    fc.property(bytes, bytes, fc.constantFrom('base64', 'base64url'), (before, after, encoding) => {
      const encoded = Buffer.concat([before, Buffer.from(SECRET), after]).toString(encoding);
      const scrubbed = scrub(encoded);
      expect(scrubbed).toContain('[secret]');
      const [left = '', right = ''] = scrubbed.split('[secret]');
      expect(left.length).toBeLessThanOrEqual(Math.ceil((before.length * 4) / 3) + 1);
      expect(right.length).toBeLessThanOrEqual(Math.ceil((after.length * 4) / 3) + 4);
    }),
  );
});

test('leaves other text alone, also without secrets', () => {
  fc.assert(fc.property(fc.string(), (text) => scrubber([SECRET])(text) === text && scrubber([''])(text) === text));
});

test('takes the longer of two secrets first', () => {
  expect(scrubber(['abc123', 'abc123def'])('abc123def abc123')).toBe('[secret] [secret]');
});

test('knows which headers hold secrets', () => {
  const headers = new Headers({
    authorization: 'Bearer canary-one',
    'api-key': 'canary-two',
    cookie: 'canary-three',
    'content-type': 'application/json',
    accept: 'text/event-stream',
    'x-flag': 'true',
  });
  expect([...secretsOf(headers)].sort()).toEqual(['canary-one', 'canary-three', 'canary-two']);
});
