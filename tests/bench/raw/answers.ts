import type { PublicIds } from '../../../src/kernel/ids.js';

export interface Owner {
  readonly appId: string;
  readonly customerId: string;
  /** Array literal. */
  readonly accountIds: string;
}

export type Row = readonly (string | null)[];

/** One statement, and the JSON written by hand from its rows. */
export interface Answer {
  readonly name: string;
  readonly text: string;
  readonly write: (rows: readonly Row[], owner: Owner, ids: PublicIds) => string;
}

export const PORTFOLIO: Answer = {
  name: 'portfolio',
  text: `SELECT a.id, a.name, p.id, trim_scale(p.quantity), trim_scale(p.average_cost),
      round(p.quantity * q.last, minor_unit(q.currency)), q.currency, i.symbol, i.name_en
    FROM account a LEFT JOIN position p ON p.account_id = a.id LEFT JOIN instrument i ON i.id = p.instrument_id
      LEFT JOIN quote q ON q.instrument_id = p.instrument_id
    WHERE a.customer_id = $1 AND a.id = ANY ($2) ORDER BY a.opened_at, a.id, p.opened_on, p.id`,
  write: (rows, owner, ids) => {
    let json = '{"data":{"accounts":{"edges":[';
    let account: string | null = '';
    for (const row of rows) {
      const opens = row[0] !== account;
      if (opens) json += accountStart(row, account !== '', owner, ids);
      account = row[0] ?? null;
      if (row[2] !== null) json += (opens ? '' : ',') + position(row, owner, ids);
    }
    return `${json}${rows.length > 0 ? ']}}}' : ''}]}}}`;
  },
};

function accountStart(row: Row, follows: boolean, { appId }: Owner, ids: PublicIds): string {
  const before = follows ? ']}}},' : '';
  return `${before}{"node":{"id":"${ids.encode(appId, 'acc', row[0] ?? '')}","name":${quoted(row[1])},"positions":{"edges":[`;
}

function position(row: Row, { appId }: Owner, ids: PublicIds): string {
  const value = row[5] === null ? 'null' : `{"amount":"${row[5]}","currency":"${row[6]}"}`;
  return `{"node":{"id":"${ids.encode(appId, 'pos', row[2] ?? '')}","quantity":"${row[3]}","averageCost":{"amount":"${row[4]}"},"marketValue":${value},"instrument":{"symbol":${quoted(row[7])},"nameEn":${quoted(row[8])}}}}`;
}

const PAGE = 50;

export const HISTORY: Answer = {
  name: 'history',
  text: `SELECT t.id, t.type, t.trade_date, t.settle_date, trim_scale(t.quantity), trim_scale(t.price),
      round(t.net, minor_unit(t.currency)), t.currency, i.symbol
    FROM account a LEFT JOIN LATERAL (SELECT * FROM transaction WHERE account_id = a.id ORDER BY trade_date DESC, id DESC LIMIT ${PAGE + 1}) t ON true
      LEFT JOIN instrument i ON i.id = t.instrument_id
    WHERE a.customer_id = $1 AND a.id = ANY ($2) AND a.id = $3 ORDER BY t.trade_date DESC, t.id DESC`,
  write: (rows, owner, ids) => {
    if (rows.length === 0) return '{"data":{"account":null}}';
    const shown = rows.length > PAGE ? rows.slice(0, PAGE) : rows[0]?.[0] === null ? [] : rows;
    let json = '{"data":{"account":{"transactions":{"edges":[';
    for (const row of shown) json += (row === shown[0] ? '' : ',') + transaction(row, owner, ids);
    const last = shown.at(-1);
    const end = last ? `"${ids.encode(owner.appId, 'txn', last[0] ?? '')}"` : 'null';
    return `${json}],"pageInfo":{"hasNextPage":${rows.length > PAGE},"endCursor":${end}}}}}}`;
  },
};

function transaction(row: Row, { appId }: Owner, ids: PublicIds): string {
  const price = row[5] === null ? 'null' : `"${row[5]}"`;
  const instrument = row[8] === null ? 'null' : `{"symbol":${quoted(row[8])}}`;
  return `{"node":{"id":"${ids.encode(appId, 'txn', row[0] ?? '')}","type":"${row[1]}","tradeDate":"${row[2]}","settleDate":"${row[3]}","quantity":"${row[4]}","price":${price},"net":{"amount":"${row[6]}","currency":"${row[7]}"},"instrument":${instrument}}}`;
}

export const NAME: Answer = {
  name: 'name',
  text: 'SELECT a.name FROM account a WHERE a.customer_id = $1 AND a.id = ANY ($2) AND a.id = $3',
  write: ([row]) => (row ? `{"data":{"account":{"name":${quoted(row[0])}}}}` : '{"data":{"account":null}}'),
};

// biome-ignore lint: the control characters are the point
const NEEDS_ESCAPE = /["\\\u0000-\u001f\u007f-\uffff]/;

function quoted(text: string | null | undefined): string {
  return text == null ? 'null' : NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}
