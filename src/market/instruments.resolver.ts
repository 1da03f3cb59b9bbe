import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { findInstrumentIds } from './find-instrument-ids.js';
import { InstrumentArguments, InstrumentsArguments } from './instrument.inputs.js';
import { Instrument, InstrumentConnection } from './instrument.type.js';
import { marketError } from './market.errors.js';
import { INSTRUMENT_ID } from './market.reads.js';
import { OptionContract } from './option-contract.type.js';
import { PriceBarConnection, PriceHistoryArguments } from './price-bar.type.js';
import { Quote } from './quote.type.js';

@Resolver(() => Instrument)
export class InstrumentsResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @PagedList()
  @RequiresScopes('market:read')
  @Query(() => InstrumentConnection, { description: 'Instruments by venue and symbol. Scope `market:read`.' })
  instruments(@Args(() => InstrumentsArguments) args: InstrumentsArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('instruments', args, context);
  }

  @RequiresScopes('market:read')
  @Query(() => Instrument, {
    nullable: true,
    description: 'One instrument, by `id` or by `mic` and `symbol`; null when there is none. Scope `market:read`.',
  })
  async instrument(@Args(() => InstrumentArguments) args: InstrumentArguments, @Ctx() context: OperationContext) {
    const { id, mic, symbol } = args;
    const byKey = mic != null && symbol != null;
    if ((id != null) === byKey || (id != null && (mic != null || symbol != null)))
      throw marketError('INSTRUMENT_KEY_INVALID');
    if (!byKey) return this.#reads.root('instrument', { id }, context);
    const [found] = await findInstrumentIds(context.reach, [{ mic, symbol }]);
    return found === undefined
      ? null
      : this.#reads.root('instrument', { id: context.ids.encode(INSTRUMENT_ID, found) }, context);
  }

  @FieldResolver(() => Quote, { nullable: true })
  quote(@Root() instrument: Instrument, @Ctx() context: OperationContext) {
    return this.#reads.child('Instrument.quote', instrument, {}, context);
  }

  @FieldResolver(() => OptionContract, { nullable: true })
  optionContract(@Root() instrument: Instrument, @Ctx() context: OperationContext) {
    return this.#reads.child('Instrument.optionContract', instrument, {}, context);
  }

  @PagedList()
  @FieldResolver(() => PriceBarConnection, {
    description: 'Daily prices from `from` to `to`, oldest first. Scope `market:read`.',
  })
  priceHistory(
    @Root() instrument: Instrument,
    @Args(() => PriceHistoryArguments) args: PriceHistoryArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('Instrument.priceHistory', instrument, args, context);
  }
}

@Resolver(() => OptionContract)
export class OptionContractResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @FieldResolver(() => Instrument, {
    nullable: true,
    description: 'What the option is on; null when it is not among the instruments of this platform.',
  })
  underlying(@Root() contract: OptionContract, @Ctx() context: OperationContext) {
    return this.#reads.child('OptionContract.underlying', contract, {}, context);
  }
}
