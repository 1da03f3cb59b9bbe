import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { OperationContext } from '../../operation/index.js';
import { Cost, RequiresScopes } from '../../operation/schema/directives.js';
import { orUserErrors } from '../../operation/schema/or-user-errors.js';
import { pluginError } from '../plugins.errors.js';
import type { Publishing } from '../registry/publishing.js';
import type { ClawBack } from '../usage/claw-back.js';
import { monthOf } from '../usage/meter-usage.js';
import type { MakeStatement } from '../usage/statement.js';
import { statementCsv, statementJson } from '../usage/statement-csv.js';
import type { ReadVersionFigures } from '../usage/version-figures.js';
import {
  ClawBackPluginChargesInput,
  ClawBackPluginChargesPayload,
  PluginFiguresObject,
  PluginStatementObject,
} from './earnings.type.js';
import { placeAt } from './mutation-answers.js';

/** What publishers learn of their plugins, in numbers. */
@Resolver()
export class PluginEarningsResolver {
  readonly #publishing: Publishing;
  readonly #figures: ReadVersionFigures;
  readonly #statement: MakeStatement;
  readonly #clawBack: ClawBack;

  constructor(dependencies: {
    publishing: Publishing;
    versionFigures: ReadVersionFigures;
    makeStatement: MakeStatement;
    clawBack: ClawBack;
  }) {
    this.#publishing = dependencies.publishing;
    this.#figures = dependencies.versionFigures;
    this.#statement = dependencies.makeStatement;
    this.#clawBack = dependencies.clawBack;
  }

  @RequiresScopes('plugins:publish')
  @Cost(10)
  @Query(() => PluginFiguresObject, {
    nullable: true,
    description: 'How a version of this publisher fares; null when it has none of this id.',
  })
  async pluginFigures(
    @Arg('versionId', () => ID, { description: 'Which version.' }) versionId: string,
    @Ctx() context: OperationContext,
  ): Promise<PluginFiguresObject | null> {
    const { publisherId } = await this.#publishing.party(context.grant);
    return (await this.#figures.read(publisherId, context.ids.decode('plv', versionId))) ?? null;
  }

  @RequiresScopes('plugins:publish')
  @Cost(50)
  @Query(() => PluginStatementObject, { description: 'What this publisher earned in a month.' })
  async pluginStatement(
    @Arg('month', () => String, { description: '`YYYY-MM`; the month begins in Shanghai.' }) month: string,
    @Ctx() context: OperationContext,
  ): Promise<PluginStatementObject> {
    const { publisherId } = await this.#publishing.party(context.grant);
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || `${month}-01` > monthOf(context.clock.now()))
      throw pluginError('PLUGIN_STATEMENT_INVALID');
    const statement = await this.#statement.make(publisherId, month);
    const publicId = (prefix: string, uuid: string) => context.ids.encode(prefix, uuid);
    return { ...statement, csv: statementCsv(statement, publicId), json: statementJson(statement, publicId) };
  }

  @RequiresScopes('plugins:stop')
  @Cost(20)
  @Mutation(() => ClawBackPluginChargesPayload, {
    description:
      'Takes charges of a version back, each once; they stand as lines of their own in the statement of the month.',
  })
  clawBackPluginCharges(
    @Arg('input', () => ClawBackPluginChargesInput, { description: 'Which, and why.' })
    { versionId, since, reason }: ClawBackPluginChargesInput,
    @Ctx() context: OperationContext,
  ): Promise<ClawBackPluginChargesPayload> {
    return orUserErrors<ClawBackPluginChargesPayload>(
      { charges: null, userErrors: [] },
      placeAt('versionId'),
      async () => {
        const request = { versionId: context.ids.decode('plv', versionId), since: new Date(since), reason };
        return { charges: await this.#clawBack.take(request), userErrors: [] };
      },
    );
  }
}
