import {
  boolean,
  connection,
  id,
  instant,
  json,
  list,
  number,
  type ReadDeclarations,
  text,
  token,
} from '../../operation/index.js';

/** The checkpoint that holds a receipt; no row while it waits for the sealer. */
const SEAL = `LEFT JOIN LATERAL (
  SELECT r.checkpoint, c.sealed_at, r.last_number FROM receipt_range r JOIN receipt_checkpoint c ON c.number = r.checkpoint
  WHERE r.writer_id = @.writer_id AND r.first_number <= @.number ORDER BY r.first_number DESC LIMIT 1) @s ON @s.last_number >= @.number`;

/** Row-level security of operation_record leaves the bound customer's own. */
export const RECEIPT_READS: ReadDeclarations = {
  types: [
    {
      type: 'Receipt',
      from: 'operation_record @',
      key: '@.id',
      idPrefix: 'rcp',
      joins: {
        a: 'JOIN app @a ON @a.id = @.app_id',
        p: 'JOIN publisher @p ON @p.id = (SELECT x.publisher_id FROM app x WHERE x.id = @.app_id)',
        g: 'LEFT JOIN access_grant @g ON @g.id = @.grant_id',
        s: SEAL,
      },
      fields: {
        id: id('rcp'),
        at: instant('@.at'),
        appNameEn: text('@a.name_en'),
        appNameZh: text('@a.name_zh'),
        publisherName: text('@p.name'),
        ownPages: boolean('@a.first_party'),
        grantId: id('grt', '@.grant_id'),
        consentedAt: instant('@g.granted_at'),
        cause: token('@.cause'),
        eventId: id('evt', "CASE WHEN @.cause = 'HOOK' THEN @.cause_id END"),
        operationName: text('@.operation_name'),
        operationHash: token('@.operation_hash'),
        fields: json('to_jsonb(@.fields)'),
        rowCounts: list('ReceiptCount', { on: '^.receipt_id = @.id', orderBy: ['^.type'] }),
        outcome: text('@.outcome'),
        cost: number('@.cost_actual'),
        checkpoint: number('@s.checkpoint'),
        sealedAt: instant('@s.sealed_at'),
      },
    },
    {
      type: 'ReceiptCount',
      from: `(SELECT o.id AS receipt_id, c.key AS type, c.value::int AS count
        FROM operation_record o CROSS JOIN LATERAL jsonb_each_text(o.row_counts) c) @`,
      key: '@.type',
      fields: { type: text('@.type'), count: number('@.count') },
    },
  ],
  roots: {
    receipt: { read: 'one', type: 'Receipt', by: { argument: 'id', prefix: 'rcp' } },
    receipts: connection('Receipt', {
      orderBy: ['^.at'],
      direction: 'DESC',
      own: '^.customer_id', // every read of every customer stands in this table
      filters: {
        grantId: { path: ['filter', 'grantId'], sql: '^.grant_id = ?::uuid', as: 'id:grt' },
        from: { path: ['filter', 'from'], sql: '^.at >= ?::timestamptz' },
        to: { path: ['filter', 'to'], sql: '^.at <= ?::timestamptz' },
        ownPages: {
          path: ['filter', 'ownPages'],
          sql: '(SELECT x.first_party FROM app x WHERE x.id = ^.app_id) = ?::boolean',
        },
      },
    }),
  },
};
