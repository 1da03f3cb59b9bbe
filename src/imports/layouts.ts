import { TRANSACTION_TYPES } from '../finance/transaction-types.js';

/** What a column may hold; the checks of each kind stand in `column-kinds.ts`. */
export type ColumnKind =
  | 'text'
  | 'decimal'
  | 'positive'
  | 'unsigned'
  | 'date'
  | 'instant'
  | 'boolean'
  | 'currency'
  | 'mic'
  | 'isin'
  | 'charges';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly required: boolean;
  /** The only values allowed, when the kind alone does not say it. */
  readonly values?: readonly string[];
}

/** One kind of file. `key` names a row: it may stand in a file once. */
export interface Layout {
  readonly name: LayoutName;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
}

export type LayoutName = 'instruments' | 'prices' | 'fx' | 'customers' | 'accounts' | 'transactions';

const required = (name: string, kind: ColumnKind = 'text', values?: readonly string[]): Column => ({
  name,
  kind,
  required: true,
  values,
});
const optional = (name: string, kind: ColumnKind = 'text', values?: readonly string[]): Column => ({
  name,
  kind,
  required: false,
  values,
});

/** The six files in the order of their references: each names only what stands in an earlier one or in the database. */
export const LAYOUTS: readonly Layout[] = [
  {
    name: 'instruments',
    key: ['mic', 'symbol'],
    columns: [
      required('mic', 'mic'),
      required('symbol'),
      optional('isin', 'isin'),
      required('name_zh'),
      required('name_en'),
      required('type', 'text', ['STOCK', 'ETF', 'FUND', 'BOND', 'OPTION', 'INDEX']),
      required('currency', 'currency'),
      optional('lot_size', 'positive'),
      optional('tick_size', 'positive'),
      optional('connect_eligible', 'boolean'),
      optional('dividend_tax_class'),
      required('risk_level', 'text', ['R1', 'R2', 'R3', 'R4', 'R5']),
      optional('sector'),
      optional('option_kind', 'text', ['CALL', 'PUT']),
      optional('option_style', 'text', ['AMERICAN', 'EUROPEAN']),
      optional('option_strike', 'positive'),
      optional('option_expiry', 'date'),
      optional('option_multiplier', 'positive'),
      optional('underlying_mic', 'mic'),
      optional('underlying_symbol'),
    ],
  },
  {
    name: 'prices',
    key: ['mic', 'symbol', 'date'],
    columns: [
      required('mic', 'mic'),
      required('symbol'),
      required('date', 'date'),
      optional('open', 'positive'),
      optional('high', 'positive'),
      optional('low', 'positive'),
      required('close', 'positive'),
      optional('volume', 'unsigned'),
      required('source'),
    ],
  },
  {
    name: 'fx',
    key: ['base_currency', 'quote_currency', 'date'],
    columns: [
      required('base_currency', 'currency'),
      required('quote_currency', 'currency'),
      required('date', 'date'),
      required('rate', 'positive'),
      required('source'),
    ],
  },
  {
    name: 'customers',
    key: ['external_ref'],
    columns: [
      required('external_ref'),
      required('name_zh'),
      required('name_en'),
      optional('mobile'),
      optional('birth_date', 'date'),
      required('tier', 'text', ['HIGH_NET_WORTH', 'POTENTIAL', 'MASS', 'DORMANT']),
      required('risk_level', 'text', ['C1_LOWEST', 'C1', 'C2', 'C3', 'C4', 'C5']),
      optional('base_currency', 'currency'),
      optional('locale'),
      required('onboarded_at', 'date'),
      optional('last_login_at', 'instant'),
    ],
  },
  {
    name: 'accounts',
    key: ['external_ref'],
    columns: [
      required('external_ref'),
      required('customer_ref'),
      required('number'),
      required('name'),
      required('type', 'text', ['CASH', 'FUND', 'OPTION', 'PENSION']),
      required('status', 'text', ['PENDING', 'ACTIVE', 'RESTRICTED', 'FROZEN', 'CLOSED']),
      required('base_currency', 'currency'),
      optional('commission_rate', 'unsigned'),
      required('opened_at', 'date'),
      optional('closed_at', 'date'),
    ],
  },
  {
    name: 'transactions',
    key: ['account_ref', 'external_ref'],
    columns: [
      required('account_ref'),
      required('external_ref'),
      required('type', 'text', TRANSACTION_TYPES),
      required('trade_date', 'date'),
      required('settle_date', 'date'),
      optional('mic', 'mic'),
      optional('symbol'),
      optional('quantity', 'decimal'),
      optional('price', 'unsigned'),
      required('currency', 'currency'),
      optional('gross', 'decimal'),
      optional('net', 'decimal'),
      optional('charges', 'charges'),
      optional('counter_currency', 'currency'),
      optional('counter_amount', 'decimal'),
      optional('split_ratio', 'positive'),
      optional('cost_basis', 'unsigned'),
      optional('acquired_on', 'date'),
      optional('reverses_ref'),
      optional('note'),
    ],
  },
];
