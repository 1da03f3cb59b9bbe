import { type ImportPlan, stableId, upsert } from './import-plan.js';

export const customersPlan: ImportPlan = {
  name: 'customers',
  typed: `SELECT s.line, s.external_ref, s.name_zh, s.name_en, s.mobile, s.birth_date::date AS birth_date, s.tier, s.risk_level,
      COALESCE(s.base_currency, 'CNY') AS base_currency, COALESCE(s.locale, 'zh-CN') AS locale, s.onboarded_at::date AS onboarded_at,
      s.last_login_at::timestamptz AS last_login_at
    FROM stage_customers s`,
  key: ['external_ref'],
  rules: [{ column: 'birth_date', reason: 'is not before onboarded_at', when: 't.birth_date >= t.onboarded_at' }],
  apply: upsert(
    'customer',
    ['external_ref'],
    {
      id: stableId('customer', 't.external_ref'),
      external_ref: 't.external_ref',
      name_zh: 't.name_zh',
      name_en: 't.name_en',
      mobile: 't.mobile',
      birth_date: 't.birth_date',
      tier: 't.tier',
      risk_level: 't.risk_level',
      base_currency: 't.base_currency',
      locale: 't.locale',
      onboarded_at: 't.onboarded_at',
      last_login_at: 't.last_login_at',
    },
    'typed_customers',
  ),
};

/** An account never changes its owner here: that would show one customer's history to another. */
export const accountsPlan: ImportPlan = {
  name: 'accounts',
  typed: `SELECT s.line, s.external_ref, c.id AS customer_id, k.customer_id AS known_customer_id, s.number, s.name, s.type, s.status, s.base_currency,
      COALESCE(s.commission_rate::numeric, 0.00025) AS commission_rate, s.opened_at::date AS opened_at, s.closed_at::date AS closed_at
    FROM stage_accounts s LEFT JOIN customer c ON c.external_ref = s.customer_ref LEFT JOIN account k ON k.external_ref = s.external_ref`,
  key: ['external_ref'],
  rules: [
    { column: 'customer_ref', reason: 'names no known customer', when: 't.customer_id IS NULL' },
    {
      column: 'customer_ref',
      reason: 'is not the customer that the account belongs to',
      when: 't.customer_id <> t.known_customer_id',
    },
    { column: 'commission_rate', reason: 'is above 0.003', when: 't.commission_rate > 0.003' },
    { column: 'closed_at', reason: 'is before opened_at', when: 't.closed_at < t.opened_at' },
    {
      column: 'closed_at',
      reason: 'goes with status CLOSED, and with no other',
      when: `(t.status = 'CLOSED') <> (t.closed_at IS NOT NULL)`,
    },
  ],
  apply: upsert(
    'account',
    ['external_ref'],
    {
      id: stableId('account', 't.external_ref'),
      customer_id: 't.customer_id',
      external_ref: 't.external_ref',
      number: 't.number',
      name: 't.name',
      type: 't.type',
      status: 't.status',
      base_currency: 't.base_currency',
      commission_rate: 't.commission_rate',
      opened_at: 't.opened_at',
      closed_at: 't.closed_at',
    },
    'typed_accounts',
  ),
};
