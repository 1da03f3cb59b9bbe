import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { PublicError } from '../../kernel/errors.js';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import { Cost, PagedList, RequiresScopes } from '../../operation/schema/directives.js';
import { orUserErrors } from '../../operation/schema/or-user-errors.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import { INSTALLATION_DAYS, type InstallPlugin } from '../installation/install-plugin.js';
import type { OfferPlugin } from '../installation/plugin-offer.js';
import type { RatePlugin } from '../installation/rate-plugin.js';
import { pluginError } from '../plugins.errors.js';
import {
  InstallPluginInput,
  PluginInstallationPayload,
  PluginOfferObject,
  RatePluginInput,
  RatePluginPayload,
  UninstallPluginInput,
} from './customer.inputs.js';
import { customerOf } from './customer-of.js';
import { placeAt } from './mutation-answers.js';
import { PluginInstallationConnection } from './plugin-run.type.js';

/** What a customer has installed, and how it gets there. Changing it is for the brokerage's own pages. */
@Resolver()
export class PluginInstallationsResolver {
  readonly #reads: ReadResolvers;
  readonly #offer: OfferPlugin;
  readonly #install: InstallPlugin;
  readonly #rate: RatePlugin;
  readonly #scopeTable: ScopeTable;

  constructor(dependencies: {
    reads: ReadResolvers;
    offerPlugin: OfferPlugin;
    installPlugin: InstallPlugin;
    ratePlugin: RatePlugin;
    scopeTable: ScopeTable;
  }) {
    this.#reads = dependencies.reads;
    this.#offer = dependencies.offerPlugin;
    this.#install = dependencies.installPlugin;
    this.#rate = dependencies.ratePlugin;
    this.#scopeTable = dependencies.scopeTable;
  }

  @PagedList()
  @RequiresScopes('plugins:run')
  @Query(() => PluginInstallationConnection, {
    description: 'Plugins that the customer has installed, first one first.',
  })
  pluginInstallations(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('pluginInstallations', page, context);
  }

  @RequiresScopes('plugins:manage')
  @Cost(10)
  @Query(() => PluginOfferObject, {
    nullable: true,
    description: 'What this customer would install now; null when there is no such plugin for them.',
  })
  async pluginOffer(
    @Arg('name', () => String, { description: '`@publisher/name`.' }) name: string,
    @Ctx() context: OperationContext,
  ): Promise<PluginOfferObject | null> {
    const offer = await orNull(this.#offer.offer(customerOf(context), name));
    if (!offer) return null;
    const { version, consentHash, installed, difference, covered } = offer;
    const { manifest, tools } = version.inspected;
    return {
      version: await this.#reads.root('pluginVersion', { id: context.ids.encode('plv', version.id) }, context),
      consentHash,
      scopes: manifest.scopes.map((asked) => ({ ...asked, ...this.#inWords(asked.scope) })),
      proposals: tools.flatMap((tool) => [...tool.proposals.values()].map(({ source }) => source)),
      installed: installed ? await this.#installation(installed.id, context) : null,
      covered,
      changes: difference?.changes ?? [],
    };
  }

  @RequiresScopes('plugins:manage')
  @Cost(10)
  @Mutation(() => PluginInstallationPayload, {
    description: 'Stores the customer’s consent to what the offer showed: a first installation, or an update.',
  })
  installPlugin(
    @Arg('input', () => InstallPluginInput, { description: 'The consent.' }) input: InstallPluginInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginInstallationPayload> {
    return orUserErrors<PluginInstallationPayload>(
      { installation: null, userErrors: [] },
      placeAt('name'),
      async () => {
        const { name, consentHash, days } = input;
        if (!INSTALLATION_DAYS.some((offered) => offered === days)) throw pluginError('PLUGIN_CONSENT_STALE');
        const accountIds = await ownAccounts(input.accountIds, context);
        const id = await this.#install.install({
          customerId: customerOf(context),
          name,
          consentHash,
          days,
          accountIds,
        });
        return { installation: await this.#installation(id, context), userErrors: [] };
      },
    );
  }

  @RequiresScopes('plugins:manage')
  @Cost(10)
  @Mutation(() => PluginInstallationPayload, {
    description: 'Removes a plugin: no run of it begins any more, and what it proposed is closed.',
  })
  uninstallPlugin(
    @Arg('input', () => UninstallPluginInput, { description: 'Which.' }) { installationId }: UninstallPluginInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginInstallationPayload> {
    return orUserErrors<PluginInstallationPayload>(
      { installation: null, userErrors: [] },
      placeAt('installationId'),
      async () => {
        const id = context.ids.decode('pin', installationId);
        if (!(await this.#install.uninstall(customerOf(context), id))) throw pluginError('PLUGIN_NOT_FOUND');
        return { installation: null, userErrors: [] };
      },
    );
  }

  @RequiresScopes('plugins:manage')
  @Cost(10)
  @Mutation(() => RatePluginPayload, {
    description: 'Rates a plugin that gave this customer a result; the latest rating counts.',
  })
  ratePlugin(
    @Arg('input', () => RatePluginInput, { description: 'The rating.' }) { name, stars }: RatePluginInput,
    @Ctx() context: OperationContext,
  ): Promise<RatePluginPayload> {
    return orUserErrors<RatePluginPayload>({ stars: null, userErrors: [] }, placeAt('stars'), async () => {
      await this.#rate.rate({ customerId: customerOf(context), name, stars });
      return { stars, userErrors: [] };
    });
  }

  #inWords(scope: string) {
    const { titleEn = scope, titleZh = scope, plainEn = '', plainZh = '' } = this.#scopeTable[scope] ?? {};
    return { titleEn, titleZh, plainEn, plainZh };
  }

  #installation(id: string, context: OperationContext): Promise<unknown> {
    return this.#reads.root('pluginInstallation', { id: context.ids.encode('pin', id) }, context);
  }
}

/** Missing, and not released to this customer yet, are one answer. */
async function orNull<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((error: unknown) => {
    if (error instanceof PublicError && error.code === 'PLUGIN_NOT_FOUND') return null;
    throw error;
  });
}

/** Row-level security leaves the customer's own. @throws PublicError PLUGIN_ACCOUNTS_INVALID */
async function ownAccounts(publicIds: readonly string[], context: OperationContext): Promise<readonly string[]> {
  const wanted = [...new Set(publicIds.map((id) => context.ids.decode('acc', id)))];
  const find = {
    name: 'own_accounts',
    text: 'SELECT id FROM account WHERE id = ANY ($1::uuid[])',
    values: [`{${wanted.join(',')}}`],
  };
  const [rows = []] = await context.reach.read([find]);
  if (rows.length !== wanted.length) throw pluginError('PLUGIN_ACCOUNTS_INVALID');
  return wanted;
}
