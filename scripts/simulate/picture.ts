import { between } from './figures.ts';
import { AWAY, LIMIT, type Loss, MINUTES } from './loss.ts';

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [640, 360, 64, 24, 24, 56];
const COLOURS = ['#0b6e4f', '#b3541e', '#5b5b8c'];
const SPAN_MS = 30_000;
const STEP_MS = 2_000;

const x = (ms: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * ms) / (MINUTES * 60_000);
const y = (share: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - share / 1.25);

/** Answers of the last 30 seconds over time, in shares of the limit, for each way to go on without Redis. */
export function lossPicture(losses: readonly Loss[]): string {
  const times = Array.from(
    { length: (MINUTES * 60_000 - SPAN_MS) / STEP_MS + 1 },
    (_, step) => SPAN_MS + step * STEP_MS,
  );
  const lines = losses.map(({ answered }, index) => {
    const points = times.map((at) => {
      const share = between(answered, at - SPAN_MS, at).length / ((LIMIT * SPAN_MS) / 60_000);
      return `${x(at).toFixed(1)},${y(share).toFixed(1)}`;
    });
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLOURS[index]}" stroke-width="2.5"/>`;
  });
  const names = losses.map(
    ({ name }, index) =>
      `<text x="${LEFT + 14 + index * 80}" y="${HEIGHT - BOTTOM - 12}" fill="${COLOURS[index]}" font-weight="600">${name}</text>`,
  );
  const across = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(share).toFixed(1)}" y2="${y(share).toFixed(1)}" stroke="#ddd"/><text x="${LEFT - 8}" y="${(y(share) + 4).toFixed(1)}" text-anchor="end">${share * 100} %</text>`,
  );
  const down = Array.from(
    { length: MINUTES + 1 },
    (_, minute) =>
      `<text x="${x(minute * 60_000).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${minute}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#222" role="img" aria-label="Answers of the last 30 seconds, as a share of the limit, before, during and after a loss of Redis">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<rect x="${x(AWAY.from)}" y="${TOP}" width="${x(AWAY.to) - x(AWAY.from)}" height="${HEIGHT - TOP - BOTTOM}" fill="#f3efe6"/>
<text x="${x(AWAY.from) + 8}" y="${TOP + 18}">Redis is away</text>
${[...across, ...down, ...lines, ...names].join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">minutes</text>
<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">answers, of the limit</text>
</svg>
`;
}
