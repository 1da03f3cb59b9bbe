import {
  connection,
  decimalText,
  id,
  instant,
  money,
  one,
  type ReadDeclarations,
  type ReadObject,
  token,
} from '../operation/plan/read-model.js';

export const POSITION_ID = 'pos';
export const LOT_ID = 'lot';

/** A price per unit: it keeps all its digits, unlike an amount that somebody pays. */
const perUnit = (amount: string, currency: string): ReadObject => ({
  read: 'object',
  fields: { amount: decimalText(amount), currency: token(currency) },
});

/**
 * Mainland exchanges settle units on T+1: what came in today can't be sold today. ETFs count as shares here; those few that
 * trade T+0 (bonds, gold, money, foreign indices) carry no mark that tells them apart.
 */
const AVAILABLE = `CASE WHEN @i.mic IN ('XSHG', 'XSHE', 'BJSE') AND @i.type IN ('STOCK', 'ETF') THEN
  greatest(@.quantity - (SELECT COALESCE(sum(t.quantity), 0) FROM transaction t
    WHERE t.account_id = @.account_id AND t.trade_date = platform_today() AND t.instrument_id = @.instrument_id AND t.quantity > 0
      AND t.type IN ('BUY', 'SUBSCRIBE', 'RIGHTS', 'EXERCISE', 'ASSIGN') AND t.reverses_id IS NULL
      AND NOT EXISTS (SELECT FROM transaction r WHERE r.reverses_id = t.id)), 0)
  ELSE @.quantity END`;

/** Rounded before the cost is taken off, so that value − cost = profit holds to the cent in every answer. */
const VALUE = 'round(@.quantity * @q.last, minor_unit(@q.currency))';
const PROFIT = `CASE WHEN @q.currency = @.currency THEN ${VALUE} - @.cost_basis END`;

const QUOTE = 'LEFT JOIN quote @q ON @q.instrument_id = @.instrument_id';

const CLOSED = { closed: { path: ['closed'], sql: '(^.quantity = 0) = ?::boolean' } } as const;

export const PORTFOLIO_READS: ReadDeclarations = {
  types: [
    {
      type: 'Position',
      from: 'position @',
      key: '@.id',
      idPrefix: POSITION_ID,
      joins: { i: 'JOIN instrument @i ON @i.id = @.instrument_id', q: QUOTE },
      fields: {
        id: id(POSITION_ID),
        instrument: one('Instrument', '^.id = @.instrument_id'),
        quantity: decimalText('@.quantity'),
        availableQuantity: decimalText(AVAILABLE),
        averageCost: perUnit('@.average_cost', '@.currency'),
        costBasis: money('@.cost_basis', '@.currency'),
        price: perUnit('@q.last', '@q.currency'),
        priceAsOf: instant('@q.as_of'),
        marketValue: money('@.quantity * @q.last', '@q.currency'),
        unrealizedPnl: money(PROFIT, '@.currency'),
        realizedPnl: money('@.realized_pnl', '@.currency'),
        dividendsNet: money('@.dividends_net', '@.currency'),
        fees: money('@.fees', '@.currency'),
        openedOn: token('@.opened_on'),
        account: one('Account', '^.id = @.account_id'),
        lots: connection('Lot', { on: '^.position_id = @.id', orderBy: ['^.sequence'] }),
      },
    },
    {
      type: 'Lot',
      from: 'lot @',
      key: '@.id',
      idPrefix: LOT_ID,
      joins: { q: QUOTE },
      fields: {
        id: id(LOT_ID),
        position: one('Position', '^.id = @.position_id'),
        acquiredOn: token('@.acquired_on'),
        quantity: decimalText('@.quantity'),
        costBasis: money('@.cost_basis', '@.currency'),
        unitCost: perUnit('round(@.cost_basis / @.quantity, 12)', '@.currency'),
        marketValue: money('@.quantity * @q.last', '@q.currency'),
        unrealizedPnl: money(PROFIT, '@.currency'),
      },
    },
  ],
  extensions: [
    {
      extends: 'Account',
      fields: {
        positions: connection('Position', {
          on: '^.account_id = @.id',
          orderBy: ['^.opened_on'],
          filters: CLOSED,
        }),
      },
    },
  ],
  roots: {
    positions: connection('Position', { orderBy: ['^.opened_on'], filters: CLOSED }),
    lots: connection('Lot', { orderBy: ['^.acquired_on'] }),
  },
};
