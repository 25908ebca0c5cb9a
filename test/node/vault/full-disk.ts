import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditLog, fileSink, verifyLog } from '../../../src/node/vault.ts';
import { testRing } from '../../support/test-ring.ts';

/** Fills the small disk that the file is on, writes on, makes room, writes again, and prints what came of it. */
const [disk = ''] = process.argv.slice(2);
const path = join(disk, 'audit.jsonl');
const keyRing = testRing();
const verify = () => verifyLog(createReadStream(path), { keyRing });
const log = auditLog({ sink: fileSink(path), keyRing });
await log({ n: 0 });
await writeFile(`${path}.ballast`, 'x'.repeat(40_000));
let code: unknown;
let written = 1;
while (code === undefined)
  await Promise.resolve(log({ text: 'y'.repeat(1_500) })).then(
    () => written++,
    (error) => {
      code = error.code;
    },
  );
const whole = (await verify()).count === written;
await rm(`${path}.ballast`);
await log({ n: 1 });
await log.close();
const { lost, count } = await verify();
console.log(JSON.stringify({ code, whole, lost, after: count === written + 2 ? 'ok' : count }));
