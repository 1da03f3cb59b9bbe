import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Account } from '../../accounts/index.js';
import type { Decimal } from '../../kernel/decimal.js';
import { moneyText } from '../../kernel/money.js';
import { Instrument } from '../../market/index.js';
import type { ReadResolvers, ReadRow } from '../../operation/index.js';
import type { OperationContext } from '../../operation/operation-context.js';
import { Cost, RequiresScopes } from '../../operation/schema/directives.js';
import { positionId } from '../derive/projection-ids.js';
import { portfolioError } from '../portfolios.errors.js';
import { readTaxYear, type TaxYearFacts } from './read-tax-year.js';
import { TaxYear, TaxYearHolding } from './tax-year.type.js';

const TAX_YEAR_CONVENTION =
  'lots first in first out per account; cost with charges, proceeds after charges; a dividend belongs to the units held on its trade date; amounts of part of a lot rounded half-up to the minor unit, the rest stays';

const YEAR_FIRST = 1990;
const YEAR_LAST = 2100;

@Resolver(() => Account)
export class AccountTaxYearResolver {
  @Cost(10)
  @RequiresScopes('positions:read', 'transactions:read')
  @FieldResolver(() => TaxYear, {
    description:
      'Lots sold, dividends by lot, taxes taken and charges of one calendar year. Scopes `positions:read` and `transactions:read`.',
  })
  async taxYear(
    @Root() account: unknown,
    @Arg('year', () => Int, { description: 'Calendar year, e.g. 2026; for a running year what happened so far.' })
    year: number,
    @Ctx() context: OperationContext,
  ): Promise<TaxYear> {
    if (year < YEAR_FIRST || year > YEAR_LAST)
      throw portfolioError('TAX_YEAR_INVALID', { params: { first: YEAR_FIRST, last: YEAR_LAST } });
    const accountId = (account as ReadRow).__key;
    return answer(accountId, await readTaxYear(context.reach, accountId, year));
  }
}

@Resolver(() => TaxYearHolding)
export class TaxYearHoldingResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('market:read')
  @FieldResolver(() => Instrument, { description: 'What it was. Scope `market:read`.' })
  instrument(@Root() holding: TaxYearHolding, @Ctx() context: OperationContext) {
    return this.#reads.child('Position.instrument', holding, {}, context);
  }
}

function answer(accountId: string, { year, holdings }: TaxYearFacts): TaxYear {
  return {
    year,
    convention: TAX_YEAR_CONVENTION,
    holdings: holdings.map(({ instrumentId, currency, disposals, dividends, taxes, charges }) => {
      const money = (amount: Decimal) => ({ amount: moneyText(amount, currency), currency });
      return {
        __key: positionId(accountId, instrumentId), // the holding's row in the read model: its position
        currency,
        disposals: disposals.map((disposal) => ({
          ...disposal,
          cost: money(disposal.cost),
          proceeds: money(disposal.proceeds),
          dividends: disposal.dividends.map((carried) => ({ ...carried, gross: money(carried.gross) })),
        })),
        dividends: dividends.map(({ recordedOn, gross, withheld, lots }) => ({
          recordedOn,
          gross: money(gross),
          withheld: money(withheld),
          lots: lots.map((lot) => ({
            acquiredOn: lot.acquiredOn,
            quantity: lot.quantity,
            gross: money(lot.gross),
            grossStillHeld: money(lot.leftGross),
          })),
        })),
        taxes: taxes.map(({ type, on, amount }) => ({ type, on, amount: money(amount) })),
        charges: charges.map(({ type, code, amount, currency: paidIn, rateRowFrom, trades }) => ({
          type,
          code,
          amount: { amount: moneyText(amount, paidIn), currency: paidIn },
          rateValidFrom: rateRowFrom,
          trades,
        })),
      };
    }),
  };
}
