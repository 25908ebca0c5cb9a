import { expect, test } from 'vitest';
import * as z from 'zod';
import { invalid } from '../../src/lib/check.ts';
import { toolsCheck } from '../../src/tools/read-tools.ts';

const read = (tools: unknown) => toolsCheck(64)(tools, 'tools', invalid);
const input = z.object({ city: z.string() });
const execute = () => 'ok';

test('a tool is read into what is told and what is run', () => {
  const [tool] = read({ weather: { input, description: 'The weather', execute } });
  expect(tool?.definition).toMatchObject({
    name: 'weather',
    description: 'The weather',
    parameters: { type: 'object' },
  });
  expect(Object.keys(tool?.definition ?? {})).toEqual(['name', 'description', 'parameters']);
  expect(tool?.runnable).toMatchObject({ schema: input, execute, sideEffects: true, approve: undefined });
});

test('a tool without execute is only told', () => {
  expect(read({ weather: { input } })[0]?.runnable).toBeUndefined();
});

test.each([
  [{ input, execute: 'ls' }, '`tools.it.execute` must be a function, got string'],
  [{ input, execute, approve: 'yes' }, '`tools.it.approve` must be true, false or a function, got string'],
  [{ input, execute, sideEffects: 'none' }, '`tools.it.sideEffects` must be one of true, false, got another string'],
  [{ input, execute, timeoutMs: 0 }, '`tools.it.timeoutMs` must be a number above 0 (Infinity for no limit), got 0'],
  [{ input, execute, maxOutputChars: 0 }, '`tools.it.maxOutputChars` must be an integer of 1 or more, got 0'],
  [{ input, approve: true }, '`tools.it.approve` is for a tool that is run here: give it `execute`'],
  [{ input, sideEffects: false }, '`tools.it.sideEffects` is for a tool that is run here: give it `execute`'],
  [{ execute }, '`tools.it.input` must be an object, got undefined'],
])('a wrong tool is refused by field and rule: %#', (tool, message) => {
  expect(() => read({ it: tool })).toThrow(message);
});
