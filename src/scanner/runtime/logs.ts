import type { RuntimeRule } from './outcome.ts';

export const LOG_BROKEN: RuntimeRule = {
  id: 'SLLM-RUN-LOG-BROKEN',
  title: 'Audit log that is not whole',
  holds: 'The audit log is whole',
  severity: 'critical',
  why: 'Lines were changed, removed or added by something that has no key: what the log says proves nothing any more.',
  fix: 'Keep this copy for evidence, compare with a backup, and find out who can write the file; see docs/audit-log.md.',
  refs: ['API8:2023', 'CWE-354'],
};

export const LOG_LOST: RuntimeRule = {
  id: 'SLLM-RUN-LOG-LOST',
  title: 'Audit log that could not write records',
  holds: 'Every record of the audit log was written',
  severity: 'medium',
  why: 'Calls were made that nobody can account for, as the disk or the sink refused their records.',
  fix: 'Look for a full disk or missing permissions at that time, and raise an alarm when a record cannot be written.',
  refs: ['CWE-778'],
};

export const RING_OPEN: RuntimeRule = {
  id: 'SLLM-RUN-RING-OPEN',
  title: 'File of the key ring that others may read',
  holds: 'The file of the key ring is for its owner alone',
  severity: 'high',
  why: 'Whoever reads the keys can open what they seal, and write lines into the audit log that pass for true.',
  fix: 'chmod 600, then rotate the ring if anybody else has accounts on the machine.',
  refs: ['CWE-732'],
};

export const RING_OLD: RuntimeRule = {
  id: 'SLLM-RUN-RING-OLD',
  title: 'Key ring that was not rotated for a year',
  holds: 'The key ring was rotated within a year',
  severity: 'low',
  why: 'A key that leaks opens everything that was ever sealed with it: rotation keeps that little.',
  fix: 'secure-llm keys ring rotate, then rotate() of sealed stores and vaults.',
  refs: ['CWE-324'],
};
