import {
  connection,
  id,
  instant,
  json,
  list,
  number,
  one,
  type ReadDeclarations,
  text,
  token,
} from '../operation/index.js';

/** Row-level security opens them to staff with the act. */
export const KILL_SWITCH_READS: ReadDeclarations = {
  types: [
    {
      type: 'AppFreeze',
      from: 'app_freeze @',
      key: '@.id',
      idPrefix: 'frz',
      joins: { a: 'JOIN app @a ON @a.id = @.app_id' },
      fields: {
        id: id('frz'),
        clientId: text('@a.client_id'),
        appNameEn: text('@a.name_en'),
        state: token('@.state'),
        reason: text('@.reason'),
        proposedAt: instant('@.proposed_at'),
        frozenAt: instant('@.frozen_at'),
        tokensDestroyedAt: instant('@.destroyed_at'),
        closing: token('@.closing'),
        closingReason: text('@.closing_reason'),
        closedAt: instant('@.closed_at'),
        case: one('VigilanceCase', '^.id = @.case_id'),
      },
    },
    {
      type: 'LeakReport',
      from: 'leak_report @',
      key: '@.id',
      idPrefix: 'leak',
      joins: { a: 'JOIN app @a ON @a.id = @.app_id' },
      fields: {
        id: id('leak'),
        clientId: text('@a.client_id'),
        from: instant('@.from_at'),
        to: instant('@.to_at'),
        madeAt: instant('@.made_at'),
        receiptCount: number('@.receipts'),
        customerCount: number('@.customers'),
        documents: list('LeakedDocument', { on: '^.report_id = @.id', orderBy: ['^.hash'] }),
        customers: connection('LeakedCustomer', { on: '^.report_id = @.id', orderBy: ['^.first_at'] }),
      },
    },
    {
      type: 'LeakedDocument',
      from: 'leak_report_document @',
      key: '@.hash',
      fields: {
        hash: token('@.hash'),
        name: text('@.name'),
        fields: json('to_jsonb(@.fields)'),
        receiptCount: number('@.receipts'),
      },
    },
    {
      type: 'LeakedCustomer',
      from: 'leak_report_customer @',
      key: '@.customer_id',
      cursor: { sql: '@.customer_id', cast: 'uuid', shape: /^[0-9a-f-]{36}$/ },
      fields: {
        customerId: id('cus', '@.customer_id'),
        receiptCount: number('@.receipts'),
        firstAt: instant('@.first_at'),
        lastAt: instant('@.last_at'),
        fields: json(
          `(SELECT jsonb_agg(DISTINCT f ORDER BY f) FROM leak_report_document d CROSS JOIN unnest(d.fields) f
            WHERE d.report_id = @.report_id AND d.hash = ANY (@.documents))`,
        ),
      },
    },
  ],
  extensions: [{ extends: 'VigilanceCase', fields: { freeze: one('AppFreeze', '^.id = @.freeze_id') } }],
  roots: {
    appFreeze: { read: 'one', type: 'AppFreeze', by: { argument: 'id', prefix: 'frz' } },
    appFreezes: connection('AppFreeze', { orderBy: ['^.proposed_at'], direction: 'DESC' }),
    leakReport: { read: 'one', type: 'LeakReport', by: { argument: 'id', prefix: 'leak' } },
  },
};
