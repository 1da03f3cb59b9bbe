import type { Server } from 'node:http';
import { GroupCommitAuditLog } from '../../../src/audit/index.js';

export interface RecordOrder {
  readonly order: 'record';
  readonly record: boolean;
}

/** Since the process began. */
export interface WorkDone {
  readonly requests: number;
  /** CPU in µs, threads and garbage collection included. */
  readonly cpuUs: number;
}

/**
 * Lets the benchmark switch recording off and on again in a running platform, which has no such switch itself. Each order is answered
 * with the work that was done so far.
 */
export function answerRecordOrders(server: Server): void {
  const { record } = GroupCommitAuditLog.prototype;
  let requests = 0;
  server.on('request', () => (requests += 1));
  process.on('message', (message: Partial<RecordOrder>) => {
    if (message.order !== 'record') return;
    GroupCommitAuditLog.prototype.record = message.record ? record : () => Promise.resolve();
    const { user, system } = process.cpuUsage();
    process.send?.({ requests, cpuUs: user + system } satisfies WorkDone);
  });
}
