import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { estimateTextTokens, TokenMeter } from '../../src/lib/token-estimate.ts';
import { KIND_OF, KINDS, PAIRS } from '../../src/lib/token-units.ts';
import { WEIGHTS } from '../../src/lib/token-weights.ts';
import { isLinear } from '../support/linear.ts';

describe('beside the count of o200k', () => {
  test.each([
    ['English', 'The committee meets on Thursday to go through the budget, and nobody has read the report yet.'],
    [
      'German',
      'Der Ausschuss trifft sich am Donnerstag, um den Haushalt durchzugehen, und niemand hat den Bericht gelesen.',
    ],
    ['Finnish', 'Valiokunta kokoontuu torstaina käymään talousarvion läpi, eikä kukaan ole vielä lukenut mietintöä.'],
    ['Russian', 'Комитет собирается в четверг, чтобы обсудить бюджет, и никто ещё не прочитал отчёт.'],
    [
      'Greek',
      'Η επιτροπή συνεδριάζει την Πέμπτη για να εξετάσει τον προϋπολογισμό, και κανείς δεν διάβασε την έκθεση.',
    ],
    ['Arabic', 'تجتمع اللجنة يوم الخميس لمناقشة الميزانية، ولم يقرأ أحد التقرير بعد.'],
    ['Hindi', 'समिति बजट पर चर्चा करने के लिए गुरुवार को बैठक करेगी, और किसी ने अभी तक रिपोर्ट नहीं पढ़ी है।'],
    ['Thai', 'คณะกรรมการจะประชุมในวันพฤหัสบดีเพื่อพิจารณางบประมาณ และยังไม่มีใครอ่านรายงาน'],
    ['Chinese', '委员会将于星期四开会讨论预算，目前还没有人读过这份报告。'],
    ['Japanese', '委員会は木曜日に予算を検討するために集まりますが、まだ誰も報告書を読んでいません。'],
    ['Korean', '위원회는 목요일에 예산을 검토하기 위해 모이지만 아직 아무도 보고서를 읽지 않았습니다.'],
    ['code', 'export const total = (rows: readonly Row[]): number => rows.reduce((sum, { price }) => sum + price, 0);'],
    ['JSON', '{"id":17,"name":"Ada","tags":["a","beta"],"score":99.25,"ok":true}'],
    ['numbers', '2026-03-05 14:07:33 1234567890 98.6 0.0021 17,482 3.14159'],
    ['hexadecimal', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ])('%s is estimated a little too high', (_, text) => {
    const ratio = estimateTextTokens(text) / countTokens(text);
    expect(ratio).toBeGreaterThanOrEqual(1);
    expect(ratio).toBeLessThan(1.7);
  });
});

test('nobody can write much for little: no two kinds of characters in turn are estimated at less than a sixth', () => {
  const unitsOf = KINDS.map((): string[] => []);
  for (
    let unit = 1;
    unit < 0x10000;
    unit += unit === 0xd7ff ? 0x801 : 1 // no halves of a pair
  )
    unitsOf[KIND_OF[unit] ?? 0]?.push(String.fromCharCode(unit));
  const kinds = unitsOf.filter((units) => units.length > 0);
  let place = 0;
  const anyOf = (units: readonly string[]) => {
    place = (place * 31 + 17) % 65_521;
    return units[place % units.length] ?? '';
  };
  for (const one of kinds)
    for (const other of kinds) {
      const text = Array.from({ length: 40 }, () => anyOf(one) + anyOf(other)).join('');
      const count = countTokens(text, { disallowedSpecial: new Set() });
      if (count > 6 * estimateTextTokens(text)) expect.fail(`${JSON.stringify(text)} are ${count} tokens`);
    }
});

test('of nothing there are no tokens, of anything else at least one', () => {
  expect(estimateTextTokens('')).toBe(0);
  fc.assert(fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => estimateTextTokens(text) >= 1));
});

test('a longer text never counts less', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, more) => {
      expect(estimateTextTokens(text + more)).toBeGreaterThanOrEqual(estimateTextTokens(text));
    }),
  );
});

test('a text in pieces counts as the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (pieces) => {
      const meter = new TokenMeter();
      for (const piece of pieces) meter.add(piece);
      expect(meter.tokens).toBe(estimateTextTokens(pieces.join('')));
    }),
  );
});

test('there is a weight for each pair', () => {
  expect(WEIGHTS).toHaveLength(PAIRS);
  expect(KINDS.length).toBeLessThanOrEqual(128);
});

test('takes linear time', () => {
  for (const shape of ['Words, ключ 你好 0x7f\n', 'a', '字', ' '])
    expect(isLinear(shape, estimateTextTokens)).toBe(true);
});
