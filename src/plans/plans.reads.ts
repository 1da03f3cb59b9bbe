import {
  boolean,
  connection,
  decimalText,
  id,
  instant,
  list,
  money,
  one,
  type ReadDeclarations,
  text,
  token,
} from '../operation/index.js';

export const PLAN_ID = 'pln';

const SPENT = '(SELECT COALESCE(sum(x.amount), 0) FROM plan_execution x WHERE x.plan_id = ';

export const PLAN_READS: ReadDeclarations = {
  types: [
    {
      type: 'InvestmentPlan',
      from: 'investment_plan @',
      key: '@.id',
      idPrefix: PLAN_ID,
      joins: { m: 'JOIN plan_mandate @m ON @m.plan_id = @.id' },
      fields: {
        id: id(PLAN_ID),
        name: text('@.name'),
        status: token('@.status'),
        statusReason: token('@.status_reason'),
        statusSince: instant('@.status_since'),
        nextScheduledOn: token('@.next_scheduled_on'),
        nextTradeOn: token('@.next_trade_on'),
        invested: money(`${SPENT}@.id)`, '@m.currency'),
        proposed: boolean('(@.proposed_by IS NOT NULL)'),
        createdAt: instant('@.created_at'),
        updatedAt: instant('@.updated_at'),
        mandate: one('PlanMandate', '^.plan_id = @.id'),
        account: one('Account', '^.id = @.account_id'),
        executions: connection('PlanExecution', {
          on: '^.plan_id = @.id',
          orderBy: ['^.scheduled_on'],
          direction: 'DESC',
        }),
      },
    },
    {
      type: 'PlanMandate',
      from: 'plan_mandate @',
      key: '@.plan_id',
      fields: {
        frequency: token('@.frequency'),
        startsOn: token('@.starts_on'),
        expiresOn: token('@.expires_on'),
        amountPerPeriod: money('@.amount_per_period', '@.currency'),
        capPerPeriod: money('@.cap_per_period', '@.currency'),
        capTotal: money('@.cap_total', '@.currency'),
        remaining: money(`(@.cap_total - ${SPENT}@.plan_id))`, '@.currency'),
        orders: list('PlanMandateLine', { on: '^.plan_id = @.plan_id', orderBy: ['^.ordinal'] }),
      },
    },
    {
      type: 'PlanMandateLine',
      from: 'plan_mandate_line @',
      key: '@.instrument_id',
      fields: {
        amount: money('@.amount', '@.currency'),
        instrument: one('Instrument', '^.id = @.instrument_id'),
      },
    },
    {
      type: 'PlanExecution',
      from: 'plan_execution @',
      key: '@.id',
      idPrefix: 'pex',
      fields: {
        id: id('pex'),
        scheduledOn: token('@.scheduled_on'),
        tradedOn: token('@.traded_on'),
        outcome: token('@.outcome'),
        amount: money('@.amount', '@.currency'),
        quantity: decimalText('@.quantity'),
        price: decimalText('@.price'),
        recordedAt: instant('@.recorded_at'),
        instrument: one('Instrument', '^.id = @.instrument_id'),
        transaction: one('Transaction', '^.id = @.transaction_id'),
      },
    },
  ],
  extensions: [{ extends: 'Event', fields: { plan: one('InvestmentPlan', '^.id = @e.subject_id') } }],
  roots: {
    investmentPlans: connection('InvestmentPlan', {
      orderBy: ['^.created_at'],
      filters: { statuses: { path: ['statuses'], sql: '^.status = ANY (?::text[])', as: 'list' } },
    }),
    investmentPlan: { read: 'one', type: 'InvestmentPlan', by: { argument: 'id', prefix: PLAN_ID } },
  },
};
