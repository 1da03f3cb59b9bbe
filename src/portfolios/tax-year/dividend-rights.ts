import { type CostLot, spreadAmount } from '../../finance/index.js';
import { type Decimal, roundHalfUp, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';

/** A lot's share of one dividend. `leftGross` is the share of its units that are still held. */
export interface DividendRight {
  readonly recordedOn: LocalDate;
  readonly acquiredOn: LocalDate;
  readonly quantity: Decimal;
  readonly gross: Decimal;
  leftGross: Decimal;
}

/** What units that are sold take along of an earlier dividend. */
export interface CarriedDividend {
  readonly recordedOn: LocalDate;
  readonly gross: Decimal;
}

/**
 * Dividends of one position, lot by lot, until the lots are sold: mainland dividend tax is only known then, because the
 * holding period decides it (Cai Shui 2012 No. 85, 2015 No. 101).
 */
export class DividendRights {
  readonly #byLot = new Map<string, DividendRight[]>();

  /** The dividend belongs to the units that are held, in proportion. */
  grant(lots: readonly CostLot[], gross: Decimal, recordedOn: LocalDate, decimals: number): DividendRight[] {
    if (lots.length === 0) return [];
    const shares = spreadAmount(
      gross,
      lots.map((lot) => lot.quantity),
      decimals,
    );
    return lots.map((lot, index) => {
      const share = shares[index] ?? ZERO;
      const right = { recordedOn, acquiredOn: lot.acquiredOn, quantity: lot.quantity, gross: share, leftGross: share };
      this.#byLot.set(lot.openedBy, [...(this.#byLot.get(lot.openedBy) ?? []), right]);
      return right;
    });
  }

  /** Units leave: of each dividend of the lot their part goes along; a lot that leaves whole takes the rest. */
  take(lot: CostLot, quantity: Decimal, decimals: number): CarriedDividend[] {
    const rights = this.#byLot.get(lot.openedBy) ?? [];
    const whole = quantity.equals(lot.quantity);
    if (whole) this.#byLot.delete(lot.openedBy);
    return rights.map((right) => {
      const gross = whole ? right.leftGross : roundHalfUp(right.leftGross.mul(quantity).div(lot.quantity), decimals);
      right.leftGross = right.leftGross.sub(gross);
      return { recordedOn: right.recordedOn, gross };
    });
  }
}
