export { store } from './options/cache.ts';
export type { CandidateSettings } from './options/candidates.ts';
export { TIMEOUT, vault } from './options/client.ts';
export { DEFAULTS, presets } from './options/defaults.ts';
export { goingOn, mergeOptions, readOptions, settingsOfCall } from './options/read.ts';
export { ALLOW } from './options/screening.ts';
export type { Settings } from './options/settings.ts';
export { openGate, type SharedThrottle, sharedThrottle } from './options/throttle.ts';
export type * from './options/types.ts';
