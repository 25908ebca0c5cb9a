import { recallAt, type Scored } from './metrics.ts';

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [640, 400, 64, 24, 24, 56];
const COLOURS = ['#0b6e4f', '#b3541e', '#5b5b8c'];
/** From one harmless text in a thousand to one in five. */
const [LEAST, MOST] = [0.001, 0.2];
const POINTS = 60;

const x = (share: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(share / LEAST)) / Math.log(MOST / LEAST);
const y = (recall: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - recall);
const at = (share: number): string => `${x(share).toFixed(1)}`;

/** Attacks found over harmless texts taken for attacks, as a picture. `marks` are shares with a name, such as a default. */
export function curvePicture(
  curves: readonly (readonly [name: string, rows: readonly Scored[]])[],
  marks: readonly (readonly [name: string, share: number])[],
): string {
  const shares = Array.from({ length: POINTS + 1 }, (_, index) => LEAST * (MOST / LEAST) ** (index / POINTS));
  const lines = curves.map(([, rows], index) => {
    const points = shares.map((share) => `${at(share)},${y(recallAt(rows, share).recall).toFixed(1)}`).join(' ');
    return `<polyline points="${points}" fill="none" stroke="${COLOURS[index]}" stroke-width="2.5"/>`;
  });
  const names = curves.map(
    ([name], index) =>
      `<text x="${LEFT + 14}" y="${TOP + 20 + index * 20}" fill="${COLOURS[index]}" font-weight="600">${name}</text>`,
  );
  const across = [0, 0.25, 0.5, 0.75, 1].map(
    (recall) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(recall)}" y2="${y(recall)}" stroke="#ddd"/><text x="${LEFT - 8}" y="${y(recall) + 4}" text-anchor="end">${recall * 100} %</text>`,
  );
  const down = [0.001, 0.01, 0.1].map(
    (share) =>
      `<line x1="${at(share)}" x2="${at(share)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#ddd"/><text x="${at(share)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${share * 100} %</text>`,
  );
  const marked = marks.map(
    ([name, share]) =>
      `<line x1="${at(share)}" x2="${at(share)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#444" stroke-dasharray="4 3"/><text x="${(x(share) + 5).toFixed(1)}" y="${HEIGHT - BOTTOM - 8}">${name}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#222" role="img" aria-label="Attacks found by share of harmless texts taken for attacks">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...across, ...down, ...marked, ...lines, ...names].join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">harmless texts taken for attacks (logarithmic)</text>
<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">attacks found</text>
</svg>
`;
}
