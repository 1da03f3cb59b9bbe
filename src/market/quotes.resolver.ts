import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { ListSize, RequiresScopes } from '../operation/schema/directives.js';
import { findInstrumentIds } from './find-instrument-ids.js';
import { InstrumentKeyInput } from './instrument.inputs.js';
import { Instrument } from './instrument.type.js';
import { marketError } from './market.errors.js';
import { Quote } from './quote.type.js';

const QUOTES_MAX = 100;

@Resolver(() => Quote)
export class QuotesResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @ListSize(QUOTES_MAX)
  @RequiresScopes('market:read')
  @Query(() => [Quote], {
    description:
      'Latest prices of up to 100 instruments, in the order asked. An instrument that is not known, or has no price, is left out: match by `instrument`. Scope `market:read`.',
  })
  async quotes(
    @Arg('instruments', () => [InstrumentKeyInput], { description: 'The instruments, at most 100.' })
    keys: InstrumentKeyInput[],
    @Ctx() context: OperationContext,
  ) {
    if (keys.length > QUOTES_MAX) throw marketError('TOO_MANY_INSTRUMENTS', { params: { max: QUOTES_MAX } });
    const ids = await findInstrumentIds(context.reach, keys);
    const known = ids.filter((id) => id !== undefined);
    for (const id of known) context.ids.named(id);
    const found = await Promise.all(
      known.map((id) => this.#reads.child('Instrument.quote', { __key: id }, {}, context)),
    );
    return found.filter((quote) => quote !== null);
  }

  @FieldResolver(() => Instrument, { description: 'The instrument that is quoted.' })
  instrument(@Root() quote: Quote, @Ctx() context: OperationContext) {
    return this.#reads.child('Quote.instrument', quote, {}, context);
  }
}
