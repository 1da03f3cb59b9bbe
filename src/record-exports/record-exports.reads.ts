import { connection, id, instant, number, type ReadDeclarations, text, token } from '../operation/index.js';

/** Row-level security opens them to staff with the act. */
export const RECORD_EXPORT_READS: ReadDeclarations = {
  types: [
    {
      type: 'RecordExport',
      from: 'record_export @',
      key: '@.id',
      idPrefix: 'rex',
      joins: { a: "LEFT JOIN app @a ON @.subject = 'APP' AND @a.id = @.subject_id" },
      fields: {
        id: id('rex'),
        subject: token('@.subject'),
        customerId: id('mcu', "CASE WHEN @.subject = 'CUSTOMER' THEN @.subject_id END"),
        clientId: text('@a.client_id'),
        from: instant('@.from_at'),
        to: instant('@.to_at'),
        reason: text('@.reason'),
        door: token('@.door'),
        requestedBy: id('per', '@.requested_by'),
        operator: text('@.operator'),
        requestedAt: instant('@.requested_at'),
        state: token('@.state'),
        decidedBy: id('per', '@.decided_by'),
        decidedAt: instant('@.decided_at'),
        checkpointsDone: number('@.checkpoints_done'),
        checkpointsTotal: number('@.checkpoints_total'),
        receiptCount: number('@.receipts'),
        sizeBytes: token('@.size_bytes::text'),
        chunkCount: number('@.chunks'),
        endedAt: instant('@.ended_at'),
      },
    },
  ],
  roots: {
    recordExport: { read: 'one', type: 'RecordExport', by: { argument: 'id', prefix: 'rex' } },
    recordExports: connection('RecordExport', { orderBy: ['^.requested_at'], direction: 'DESC' }),
  },
};
