import type { AuditRecord } from '../../src/index.ts';

/** Keeps the audit records of a run: one for every pass of every call, without any text. */
export class Ledger {
  readonly records: AuditRecord[] = [];
  readonly sink = (record: AuditRecord): void => {
    this.records.push(record);
  };
}
