import { averageAfterScaling, QUANTITY_DECIMALS, scaleLots } from '../../../finance/index.js';
import { type Decimal, roundHalfUp, ZERO } from '../../../kernel/decimal.js';
import type { AccountState, PositionState } from '../account-state.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { refuse } from '../refuse.js';
import { moveCash } from './cash.js';
import { positionOf, takeIn } from './units.js';

/** SPLIT: `splitRatio` new units for each old one (0.1 is a consolidation of ten into one). Cost and acquisition days stay. */
export function split(account: AccountState, transaction: LedgerTransaction): void {
  const { splitRatio } = transaction;
  if (!splitRatio?.greaterThan(ZERO)) refuse(account, transaction, 'a split needs a positive split_ratio');
  const position = positionOf(account, transaction);
  moveCash(account, transaction);
  if (position.quantity.isZero()) return;
  const units = roundHalfUp(position.quantity.mul(splitRatio), QUANTITY_DECIMALS);
  if (units.isZero()) refuse(account, transaction, 'the split would leave no units');
  scale(position, units);
}

/**
 * BONUS: units for nothing, spread over the lots in proportion, so that the cost stays and each unit costs less.
 * When none are held any more (the record day was before the sale) they are a lot of their own that cost nothing.
 */
export function issueBonus(account: AccountState, transaction: LedgerTransaction): void {
  const { quantity, tradeDate } = transaction;
  if (!quantity.greaterThan(ZERO)) refuse(account, transaction, 'its quantity must be positive');
  const position = positionOf(account, transaction);
  moveCash(account, transaction);
  if (position.quantity.isZero()) takeIn(account, transaction, { cost: ZERO, paid: ZERO, acquiredOn: tradeDate });
  else scale(position, position.quantity.add(quantity));
}

function scale(position: PositionState, units: Decimal): void {
  position.averageCost = averageAfterScaling(position.averageCost, position.quantity, units);
  position.lots = scaleLots(position.lots, units);
  position.quantity = units;
}
