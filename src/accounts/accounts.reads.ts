import {
  connection,
  decimalText,
  id,
  instant,
  list,
  money,
  one,
  type ReadDeclarations,
  type ReadScalar,
  text,
  token,
} from '../operation/index.js';

/** An amount of the balance's currency. */
const cash = (sql: string): ReadScalar => token(`round(${sql}, minor_unit(@.currency))`);

/**
 * Settled later than today. Trade dates older than 30 days are left out: no venue settles later, not even over the
 * longest holidays, and the bound lets the index answer.
 */
const UNSETTLED = `LEFT JOIN LATERAL (
  SELECT COALESCE(sum(moved), 0) AS net, COALESCE(sum(moved) FILTER (WHERE moved > 0), 0) AS proceeds
  FROM (SELECT CASE WHEN t.currency = @.currency THEN t.net ELSE t.counter_amount END AS moved
        FROM transaction t
        WHERE t.account_id = @.account_id AND t.trade_date > platform_today() - 30 AND t.settle_date > platform_today()
          AND @.currency IN (t.currency, t.counter_currency)) legs) @u ON true`;

const TRANSACTION_FILTERS = {
  types: { path: ['filter', 'types'], sql: '^.type = ANY (?::text[])', as: 'list' },
  from: { path: ['filter', 'from'], sql: '^.trade_date >= ?::date' },
  to: { path: ['filter', 'to'], sql: '^.trade_date <= ?::date' },
  instrument: { path: ['filter', 'instrumentId'], sql: '^.instrument_id = ?::uuid', as: 'id:ins' },
} as const;

export const ACCOUNT_READS: ReadDeclarations = {
  types: [
    {
      type: 'Customer',
      from: 'customer @',
      key: '@.id',
      idPrefix: 'cus',
      fields: {
        id: id('cus'),
        nameZh: text('@.name_zh'),
        nameEn: text('@.name_en'),
        tier: token('@.tier'),
        riskLevel: token('@.risk_level'),
        baseCurrency: token('@.base_currency'),
        customerSince: token('@.onboarded_at'),
        accounts: connection('Account', { on: '^.customer_id = @.id', orderBy: ['^.opened_at'] }),
      },
    },
    {
      type: 'Account',
      from: 'account @',
      key: '@.id',
      idPrefix: 'acc',
      fields: {
        id: id('acc'),
        name: text('@.name'),
        maskedNumber: text("'****' || right(@.number, 4)"),
        type: token('@.type'),
        status: token('@.status'),
        baseCurrency: token('@.base_currency'),
        openedOn: token('@.opened_at'),
        closedOn: token('@.closed_at'),
        balances: list('Balance', { on: '^.account_id = @.id', orderBy: ['^.currency'] }),
        transactions: connection('Transaction', {
          on: '^.account_id = @.id',
          orderBy: ['^.trade_date'],
          direction: 'DESC',
          filters: TRANSACTION_FILTERS,
        }),
      },
    },
    {
      type: 'Balance',
      from: 'balance @',
      key: '@.id',
      joins: { u: UNSETTLED },
      fields: {
        currency: token('@.currency'),
        total: cash('@.total'),
        available: cash('@.total - @.frozen'),
        frozen: cash('@.frozen'),
        settling: cash('@u.net'),
        withdrawable: cash('greatest(@.total - @.frozen - @u.proceeds, 0)'),
        updatedOn: token('@.updated_on'),
      },
    },
    {
      type: 'Transaction',
      from: 'transaction @',
      key: '@.id',
      idPrefix: 'txn',
      fields: {
        id: id('txn'),
        type: token('@.type'),
        tradeDate: token('@.trade_date'),
        settleDate: token('@.settle_date'),
        quantity: decimalText('@.quantity'),
        price: decimalText('@.price'),
        gross: money('@.gross', '@.currency'),
        net: money('@.net', '@.currency'),
        counterAmount: money('@.counter_amount', '@.counter_currency'),
        splitRatio: decimalText('@.split_ratio'),
        note: text('@.note'),
        recordedAt: instant('@.recorded_at'),
        account: one('Account', '^.id = @.account_id'),
        instrument: one('Instrument', '^.id = @.instrument_id'),
        reverses: one('Transaction', '^.id = @.reverses_id'),
        charges: list('Charge', { on: '^.transaction_id = @.id', orderBy: ['^.ordinal'] }),
      },
    },
    {
      type: 'Charge',
      from: 'transaction_charge @',
      key: '@.ordinal',
      fields: {
        code: text('@.code'),
        amount: money('@.amount', '@.currency'),
        rateValidFrom: token('@.rate_row_from'),
      },
    },
  ],
  roots: {
    viewer: { read: 'one', type: 'Customer' },
    accounts: connection('Account', { orderBy: ['^.opened_at'] }),
    account: { read: 'one', type: 'Account', by: { argument: 'id', prefix: 'acc' } },
    transactions: connection('Transaction', {
      orderBy: ['^.trade_date'],
      direction: 'DESC',
      filters: TRANSACTION_FILTERS,
    }),
  },
};
