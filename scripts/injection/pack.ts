import type { ModelData } from '../../src/guards/injection/model/model.ts';

/** The source of the module that holds a model. */
export function packed({ weights, scale, bias, stems, calibration, thresholds }: ModelData): string {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
  return `/** Written by \`npm run train\`; see docs/decisions/0010-injection-model.md. */
import { unpacked } from './unpacked.ts';

export const DATA = unpacked({
  scale: ${scale.toPrecision(8)},
  bias: ${bias.toPrecision(8)},
  calibration: ${JSON.stringify(calibration, rounded)},
  thresholds: ${JSON.stringify(thresholds, rounded)},
  stems: [
${stems.map((entries) => `    ${JSON.stringify(entries)},`).join('\n')}
  ],
  weights:
    '${Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64')}',
});
`;
}
