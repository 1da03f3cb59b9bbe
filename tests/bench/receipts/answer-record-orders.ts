import { GroupCommitAuditLog } from '../../../src/audit/index.js';

export interface RecordOrder {
  readonly order: 'record';
  readonly record: boolean;
}

/** Lets the benchmark switch recording off and on again in a running platform, which has no such switch itself. */
export function answerRecordOrders(): void {
  const { record } = GroupCommitAuditLog.prototype;
  process.on('message', (message: Partial<RecordOrder>) => {
    if (message.order !== 'record') return;
    GroupCommitAuditLog.prototype.record = message.record ? record : () => Promise.resolve();
    process.send?.('switched');
  });
}
