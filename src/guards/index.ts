export { PlaceholderTable, type Restorer } from '../lib/placeholders.ts';
export type { ActionTable, Choice, OutputPolicy, Policy } from '../lib/screening/policy.ts';
export type { Sighting } from '../lib/screening/safeguard.ts';
export type {
  Guard,
  GuardReader,
  Match,
  ScanContext,
  StreamGuard,
  TextGuard,
  Thresholds,
} from '../types/guard.ts';
export { type CheckedText, type CheckOptions, check } from './check.ts';
export type { InputPolicies, OutputPolicies } from './defaults.ts';
export { entities } from './entities.ts';
export { explain } from './explain.ts';
export { INJECTION_THRESHOLDS, injection } from './injection.ts';
export { type InjectionScoreOptions, injectionScore } from './injection-score.ts';
export { type LeakOptions, leak } from './leak.ts';
export { type LinkGuard, type LinkOptions, links } from './links.ts';
export { type ModelGuardOptions, modelGuard } from './model-guard.ts';
export { personalData } from './personal-data.ts';
export { type Recognizer, recognizer } from './recognizer.ts';
export { secrets } from './secrets.ts';
export { type ToolInputKind, toolInput } from './tool-input.ts';
export { cleanUnicode, imitated, unicode } from './unicode.ts';
