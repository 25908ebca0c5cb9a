import type { RuntimeRule } from '../outcome.ts';

export const NO_LOCKFILE: RuntimeRule = {
  id: 'SLLM-RUN-NO-LOCKFILE',
  title: 'Dependencies without a lockfile',
  holds: 'There is a lockfile',
  severity: 'medium',
  why: 'Every install takes whatever is newest: a package that was taken over is in your next build.',
  fix: 'Commit package-lock.json, and install with npm ci.',
  refs: ['LLM03:2025', 'CWE-1357'],
};

export const LOCK_OLD: RuntimeRule = {
  id: 'SLLM-RUN-LOCK-OLD',
  title: 'Lockfile of npm 6 or earlier, or one that is torn',
  holds: 'The lockfile is of npm 7 or later',
  severity: 'low',
  why: 'It does not say what is installed where, nor which packages run scripts, so that nothing of it can be checked.',
  fix: 'Delete it and node_modules, then npm install with a supported npm.',
  refs: ['LLM03:2025', 'CWE-1104'],
};

export const LOCK_INTEGRITY: RuntimeRule = {
  id: 'SLLM-RUN-LOCK-INTEGRITY',
  title: 'Package without a hash in the lockfile',
  holds: 'Every package has a hash',
  severity: 'medium',
  why: 'Whoever controls the registry, a mirror or the way there can hand out another package under the same version.',
  fix: 'Remove node_modules and the lockfile, then npm install from a registry that sends hashes.',
  refs: ['LLM03:2025', 'CWE-353'],
};

export const LOCK_SOURCE: RuntimeRule = {
  id: 'SLLM-RUN-LOCK-SOURCE',
  title: 'Package fetched over http or from git',
  holds: 'Packages come from registries over https',
  severity: 'high',
  why: 'Over http anybody on the way can change it; a git repository has no hash, and its scripts run at install.',
  fix: 'Depend on a published version, and set registry to an https URL.',
  refs: ['LLM03:2025', 'CWE-494'],
};

export const LOCK_STALE: RuntimeRule = {
  id: 'SLLM-RUN-LOCK-STALE',
  title: 'Lockfile that does not match package.json',
  holds: 'The lockfile matches package.json',
  severity: 'medium',
  why: 'npm ci refuses it, and npm install resolves anew: what is built is not what was reviewed.',
  fix: 'Run npm install, and commit both files together.',
  refs: ['LLM03:2025', 'CWE-1357'],
};

export const INSTALL_SCRIPT: RuntimeRule = {
  id: 'SLLM-RUN-INSTALL-SCRIPT',
  title: 'Dependency that runs a script at install, not decided about',
  holds: 'Install scripts are decided about',
  severity: 'medium',
  why: 'It runs with your rights, keys in the environment included, on every machine that installs: the usual way in.',
  fix: 'Set ignore-scripts=true in .npmrc, or decide about each in allowScripts of package.json (npm approve-scripts, npm deny-scripts).',
  refs: ['LLM03:2025', 'CWE-829'],
};

export const VULNERABLE: RuntimeRule = {
  id: 'SLLM-RUN-VULNERABLE',
  title: 'Dependency with a known vulnerability',
  holds: 'No known vulnerability in dependencies',
  severity: 'high',
  why: 'How it is attacked is public, and scanners look for it.',
  fix: 'npm audit fix, or the version that the advisory names; where none is out, see whether the flaw is within reach.',
  refs: ['LLM03:2025', 'CWE-1395'],
};

export const DEPENDENCY_RULES = [
  NO_LOCKFILE,
  LOCK_OLD,
  LOCK_INTEGRITY,
  LOCK_SOURCE,
  LOCK_STALE,
  INSTALL_SCRIPT,
  VULNERABLE,
] as const;
