import { expect, test } from 'vitest';
import { checkBaseURL } from '../../src/transport/base-url.ts';

test.each([
  'https://api.example.com/v1',
  'https://[2001:db8::1]:8443',
  'http://localhost:11434/v1',
  'http://127.0.0.1:8000',
  'http://127.9.9.9',
  'http://0x7f.1/v1',
  'http://[::1]:8000',
])('takes %s', (url) => {
  expect(checkBaseURL('baseURL', url).href).toBe(new URL(url).href);
});

test.each([
  ['http://api.example.com/v1', 'https'],
  ['http://127.0.0.1.example.com', 'https'],
  ['http://localhost.example.com', 'https'],
  ['http://10.0.0.1', 'https'],
  ['ftp://example.com', 'another scheme'],
  ['file:///etc/passwd', 'another scheme'],
  ['https://user:hunter2@example.com', 'credentials'],
  ['https://example.com/v1?key=hunter2', 'query'],
  ['https://example.com/v1?', 'query'],
  ['https://example.com/v1#hunter2', 'fragment'],
  ['api.example.com', 'must be a URL'],
  ['', 'must be a URL'],
  [5, 'got 5'],
  [undefined, 'got undefined'],
])('refuses %s, and says why without repeating it', (url, why) => {
  const check = () => checkBaseURL('openai.baseURL', url);
  expect(check).toThrow(TypeError);
  expect(check).toThrow(/`openai\.baseURL`/);
  expect(check).toThrow(why);
  expect(check).not.toThrow(/hunter2|example\.com\/v1[?#]/);
});

test('takes http elsewhere where that is written out', () => {
  expect(checkBaseURL('baseURL', 'http://10.0.0.1/v1', true).protocol).toBe('http:');
  expect(() => checkBaseURL('baseURL', 'ftp://10.0.0.1/v1', true)).toThrow(TypeError);
});
