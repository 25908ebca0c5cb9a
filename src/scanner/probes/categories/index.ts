import type { Category } from '../probe.ts';
import { denialOfWallet } from './denial-of-wallet.ts';
import { direct } from './direct.ts';
import { encoding } from './encoding.ts';
import { markdown, personalData } from './exfiltration.ts';
import { indirectDocuments, indirectMail, indirectTool, indirectWeb } from './indirect.ts';
import { instructionFacts, instructions } from './instructions.ts';
import { jailbreak } from './jailbreak.ts';
import { multilingual } from './multilingual.ts';
import { smuggling } from './smuggling.ts';
import { toolAbuse } from './tool-abuse.ts';

/** Every category of attacks, in the order of reports. */
export const CATEGORIES: readonly Category[] = [
  direct,
  indirectMail,
  indirectWeb,
  indirectDocuments,
  indirectTool,
  jailbreak,
  encoding,
  multilingual,
  smuggling,
  instructions,
  instructionFacts,
  personalData,
  markdown,
  denialOfWallet,
  toolAbuse,
];
