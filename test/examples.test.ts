import { NetworkError, type Provider } from 'secure-llm';
import { local } from 'secure-llm/local';
import { scripted, toolCall } from 'secure-llm/testing';
import { describe, expect, test } from 'vitest';
import * as assistant from '../examples/assistant.ts';
import * as chatbot from '../examples/chatbot.ts';
import * as codeReview from '../examples/code-review.ts';
import * as contentWriter from '../examples/content-writer.ts';
import * as customerFeedback from '../examples/customer-feedback.ts';
import { printedBy } from './support/docs/printed.ts';

/** What an example writes. */
async function writtenBy(run: (write: (text: string) => void) => Promise<void>): Promise<string> {
  let written = '';
  await run((text) => {
    written += text;
  });
  return written;
}

describe('the assistant', () => {
  const mail = { to: '[EMAIL_ADDRESS_1]', text: 'All of it.' };
  const work = async (yes: boolean) => {
    const asked: string[] = [];
    const provider = scripted([toolCall('inbox', {})], [toolCall('send', mail)], ['Done.']);
    const ask = async (question: string) => asked.push(question) > 0 && yes;
    return { asked, written: await writtenBy((write) => assistant.main(provider, 'Answer the mail.', ask, write)) };
  };

  test('sends nothing that nobody approved', async () => {
    const { asked, written } = await work(false);
    expect(asked).toEqual(['Send to eve@example.net: All of it.']);
    expect(written).toBe('[inbox: ok]\n[send: declined]\nDone.\n');
  });

  test('sends what was approved', async () => {
    expect((await work(true)).written).toBe('[inbox: ok]\n[send: ok]\nDone.\n');
  });
});

describe('the chatbot', () => {
  const chat = (provider: Provider, ...lines: string[]) => writtenBy((write) => chatbot.main(provider, lines, write));

  test('asks with all that was said before', async () => {
    const provider = scripted(['Hello ', 'Ada!'], ['Your name is Ada.']);
    const written = await chat(provider, 'I am Ada.', 'Who am I?', '', 'never asked');
    expect(written).toContain('bot> Hello Ada!');
    expect(written).toContain('bot> Your name is Ada.');
    const roles = provider.requests[1]?.messages.map(({ role }) => role);
    expect(roles).toEqual(['system', 'user', 'assistant', 'user']);
    expect(provider.calls).toBe(2);
  });

  test('tells of a failure, forgets that question, and goes on', async () => {
    const provider = scripted(['He', new NetworkError('The connection broke')], ['Fine again.']);
    const written = await chat(provider, 'First', 'Second');
    expect(written).toContain('[ERR_NETWORK] The connection broke');
    expect(written).toContain('Fine again.');
    expect(provider.requests[1]?.messages.map(({ content }) => content[0])).not.toContainEqual(
      expect.objectContaining({ text: 'First' }),
    );
  });

  test('runs without a model', async () => {
    const written = await chat(local(), 'My order is 4711. It is a kettle.', 'What is my order?');
    expect(written).toContain('> My order is 4711.');
  });
});

describe('the content writer', () => {
  test('plans, then streams each section', async () => {
    const plan = JSON.stringify({ title: 'Hot water', sections: ['Speed', 'Thrift'] });
    const provider = scripted([plan], ['It is fast.'], ['It saves energy.']);
    const written = await writtenBy((write) => contentWriter.main(provider, 'Some notes.', write));
    expect(written).toBe('# Hot water\n\n## Speed\n\nIt is fast.\n\n## Thrift\n\nIt saves energy.\n');
    expect(provider.requests.map(({ task }) => task?.name)).toEqual(['plan', undefined, undefined]);
  });

  test('marks the notes as text of others', async () => {
    const provider = scripted([JSON.stringify({ title: 'T', sections: ['S'] })], ['Text.']);
    await writtenBy((write) => contentWriter.main(provider, 'Some notes.', write));
    for (const { messages } of provider.requests)
      expect(messages.at(-1)?.content).toContainEqual(
        expect.objectContaining({ text: expect.stringMatching(/<untrusted-.*\nSome notes\.\n/), trust: 'untrusted' }),
      );
  });

  test('picks sentences without a model', async () => {
    const written = await writtenBy((write) => contentWriter.main(local(), undefined, write));
    expect(written).toMatch(/^# The new kettle .*\n\n- The new kettle/);
  });
});

describe('the code review', () => {
  test('prints each finding with its place and its fix', async () => {
    const findings = [{ file: 'src/login.ts', line: 12, problem: 'The password is logged', fix: 'Log the name alone' }];
    const provider = scripted([JSON.stringify({ verdict: 'request-changes', findings })]);
    const written = await writtenBy((write) => codeReview.main(provider, '+ console.log(password)', write));
    expect(written).toBe(
      'request-changes, findings: 1\n\nsrc/login.ts:12\n  The password is logged\n  Fix: Log the name alone\n',
    );
  });

  test('asks again when a finding has no line, telling the path', async () => {
    const wrong = JSON.stringify({ verdict: 'comment', findings: [{ file: 'a', problem: 'b', fix: 'c' }] });
    const provider = scripted([wrong], [JSON.stringify({ verdict: 'approve', findings: [] })]);
    const written = await writtenBy((write) => codeReview.main(provider, '+ 1', write));
    expect(written).toContain('approve');
    expect(JSON.stringify(provider.requests[1]?.messages)).toContain('findings.0.line');
  });

  test('quotes the lines to look at without a model', async () => {
    const written = await writtenBy((write) => codeReview.main(local(), undefined, write));
    expect(written).toContain("> console.log('login', name, password);");
  });
});

describe('the customer feedback', () => {
  test('judges every review, and sums up the weakest point', async () => {
    const feels = (score: number) => ({ label: score < 0 ? 'negative' : 'positive', score, confidence: 0.9 });
    const unsaid = { label: 'neutral', score: 0, confidence: 0 };
    const judged = (quality: number, delivery: number) =>
      JSON.stringify({
        ...feels(quality + delivery),
        aspects: { quality: feels(quality), delivery: feels(delivery), price: unsaid, support: unsaid },
      });
    const provider = scripted(
      [judged(0.9, -0.5)],
      [judged(0.7, -0.9)],
      [JSON.stringify({ summary: 'It came late.', keyPoints: [] })],
    );
    const written = await writtenBy((write) => customerFeedback.main(provider, 'Good, late.\n\nFine, late.', write));
    expect(written).toContain('positive  0.40  Good, late.\n');
    expect(written).toContain('quality   0.80\ndelivery -0.70\n');
    expect(written).not.toContain('price');
    expect(written).toContain('About delivery: It came late.\n');
    expect(provider.requests.at(-1)?.task).toMatchObject({ name: 'summarize', options: { focus: 'delivery' } });
  });

  test('judges English without a model', async () => {
    const written = await writtenBy((write) => customerFeedback.main(local(), undefined, write));
    expect(written).toMatch(/^positive .*\nnegative /);
    expect(written).toContain('About ');
  });
});

test('what a model writes cannot steer the terminal', async () => {
  const sequence = '\u001b]0;owned\u0007\u009b2J still here';
  const plan = JSON.stringify({ title: sequence, sections: [sequence] });
  const found = JSON.stringify({
    verdict: 'comment',
    findings: [{ file: sequence, line: 1, problem: sequence, fix: sequence }],
  });
  const summary = JSON.stringify({ summary: sequence, keyPoints: [] });
  const aspect = { label: 'negative', score: -1, confidence: 1 };
  const aspects = { quality: aspect, price: aspect, delivery: aspect, support: aspect };
  const runs = [
    () => chatbot.main(scripted([sequence]), ['Hi']),
    () => contentWriter.main(scripted([plan], [sequence]), 'Notes'),
    () => codeReview.main(scripted([found]), 'diff'),
    () => customerFeedback.main(scripted([JSON.stringify({ ...aspect, aspects })], [summary]), 'Review'),
  ];
  for (const run of runs) {
    const printed = await printedBy(run);
    expect(printed).toContain('still here');
    expect(printed).not.toMatch(/[^\P{Cc}\n\t]/u);
  }
});
