import { processIo } from '../../../src/cli/io.ts';
import { run } from '../../../src/cli/run.ts';

/** A command line, and on stderr the most memory that it took, in kilobytes. */
process.exitCode = await run(process.argv.slice(2), processIo());
process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`);
