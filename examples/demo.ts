import { processIo } from '../src/cli/io.ts';
import { demo } from './demo/run.ts';

process.exitCode = await demo(process.argv.slice(2), processIo());
