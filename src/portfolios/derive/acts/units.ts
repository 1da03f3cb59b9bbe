import { addLot, averageAfterPurchase, takeLots } from '../../../finance/index.js';
import { type Decimal, roundHalfUp, ZERO } from '../../../kernel/decimal.js';
import type { LocalDate } from '../../../kernel/local-date.js';
import { portfolioError } from '../../portfolios.errors.js';
import { type AccountState, emptyPosition, type PositionState } from '../account-state.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { costDecimals, refuse } from '../refuse.js';

/** The position that a transaction is about, marked as touched; a new one when the instrument was never held. */
export function positionOf(account: AccountState, transaction: LedgerTransaction): PositionState {
  const { instrumentId, currency, tradeDate } = transaction;
  if (!instrumentId) refuse(account, transaction, 'it names no instrument');
  let position = account.positions.get(instrumentId);
  if (!position) {
    position = emptyPosition({ instrumentId, currency, openedOn: tradeDate });
    account.positions.set(instrumentId, position);
  }
  if (position.currency !== currency) {
    refuse(
      account,
      transaction,
      `it is in ${currency}, but the position is kept in ${position.currency}; record the exchange as FX`,
    );
  }
  position.updatedOn = tradeDate;
  return position;
}

/**
 * Units come in as one new lot.
 *
 * @param units.cost with fees, rounded half-up to the minor unit
 * @param units.paid without fees, for the moving average
 */
export function takeIn(
  account: AccountState,
  transaction: LedgerTransaction,
  units: { cost: Decimal; paid: Decimal; acquiredOn: LocalDate },
): PositionState {
  const { quantity, id, tradeDate } = transaction;
  if (!quantity.greaterThan(ZERO)) refuse(account, transaction, 'its quantity must be positive');
  if (units.cost.isNegative() && !units.cost.isZero())
    refuse(account, transaction, 'units can not cost less than nothing');
  const position = positionOf(account, transaction);
  const cost = roundHalfUp(units.cost, costDecimals(account, transaction));
  if (position.quantity.isZero()) position.openedOn = tradeDate;
  position.averageCost = averageAfterPurchase(
    { held: position.quantity, average: position.averageCost },
    quantity,
    units.paid,
  );
  position.lots = addLot(position.lots, { openedBy: id, acquiredOn: units.acquiredOn, quantity, cost });
  position.quantity = position.quantity.add(quantity);
  position.costBasis = position.costBasis.add(cost);
  return position;
}

/**
 * Units go out, first in first out.
 *
 * @returns the position and the cost that left with the units
 * @throws PublicError OVERSOLD when fewer are held
 */
export function takeOut(
  account: AccountState,
  transaction: LedgerTransaction,
): { position: PositionState; cost: Decimal } {
  if (!transaction.quantity.lessThan(ZERO)) refuse(account, transaction, 'its quantity must be negative');
  const position = positionOf(account, transaction);
  const quantity = transaction.quantity.neg();
  const taken = takeLots(position.lots, quantity, costDecimals(account, transaction));
  if (!taken) throw oversold(account, transaction, position);
  position.lots = taken.left;
  position.quantity = position.quantity.sub(quantity);
  position.costBasis = position.costBasis.sub(taken.cost);
  if (position.quantity.isZero()) position.averageCost = ZERO;
  return { position, cost: taken.cost };
}

function oversold(account: AccountState, transaction: LedgerTransaction, position: PositionState) {
  return portfolioError('OVERSOLD', {
    params: {
      account: account.ref,
      transaction: transaction.ref,
      wanted: transaction.quantity.neg().toFixed(),
      held: position.quantity.toFixed(),
      date: transaction.tradeDate,
    },
  });
}
