import { writeSync } from 'node:fs';
import { auditLog, fileSink } from '../../../src/node/vault.ts';
import { testRing } from '../../support/test-ring.ts';

/** Appends records to the file that is named, and tells each one once it is written, until it is killed. */
const [path = '', from = '0'] = process.argv.slice(2);
const log = auditLog({
  sink: fileSink(path, { fsync: 'never', rotate: { bytes: 20_000 } }),
  keyRing: testRing(),
});
await log.ready();
let n = Number(from);
for (;;) {
  const written = Array.from({ length: 1 + (n % 5) }, (_, index) =>
    log({ n: n + index, text: 'x'.repeat((n * 7) % 900) }),
  );
  await Promise.all(written);
  n += written.length;
  writeSync(1, `${n}\n`);
}
