import { fileURLToPath } from 'node:url';
import type { CampaignContent } from '../campaigns/index.js';
import type { Config } from '../config.js';
import { reviewCopy } from '../copy-review/index.js';
import { FIRST_PARTY_APP, StandingGrants } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import { decimal } from '../kernel/decimal.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import {
  launchRunner,
  type PluginUseCases,
  pluginUseCases,
  RegistryWorker,
  type ReviewCopy,
  runnerOnDemand,
} from '../plugins/index.js';
import type { Database } from '../storage/index.js';
import type { composeOperations } from './operations.js';
import type { PlatformSchema } from './schema.js';

export interface PluginPlatformNeeds {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opened: Opened;
}

/** What resolvers call about plugins, with a runner that the first call launches. */
export function composePlugins({ config, database, clock, logger, opened }: PluginPlatformNeeds): PluginUseCases {
  const { mode, secret, publicUrl, plugins, budgets } = config;
  const runner = runnerOnDemand(
    () => launchRunner({ mode, wallClockMs: plugins.wallClockMs, warn: (message) => logger.warn(message) }),
    (error) => logger.error({ err: error }, 'the plugin runner can not be launched'),
  );
  opened.add(runner, (open) => open.stop());
  return pluginUseCases({
    pool: database.ops,
    clock,
    secret,
    publicUrl,
    runTool: runner.runTool,
    reviewCopy: listingReview(clock),
    costMax: budgets.customer.maximum,
    rules: { stageMs: plugins.stageMs },
    shareRate: decimal(plugins.sharePercent).div(100),
    onLateReview: (versionId, days) => logger.warn({ versionId, days }, 'the review of a plugin is late'),
    publicGrant: publicGrantOf(database, clock, publicUrl),
  });
}

/** For plugins at extension points: the platform itself, without a customer, and nothing but public data. */
function publicGrantOf({ identity }: Database, clock: Clock, publicUrl: string) {
  const grants = new StandingGrants({ pool: identity, clock });
  const terms = {
    appId: FIRST_PARTY_APP.id,
    customerId: null,
    resource: `${publicUrl}/graphql`,
    scopes: ['market:read'],
  };
  return async () => ({ id: await grants.ensure(terms), appId: terms.appId });
}

/** A chosen plugin proposes words for a campaign. */
export function campaignContentOf({ runExtension }: Pick<PluginUseCases, 'runExtension'>): CampaignContent {
  return {
    async propose({ topic, variant, text }) {
      const found = await runExtension.run('campaign.content', { topic, variant, text });
      const { text: words } = (found ?? {}) as Readonly<Record<string, unknown>>;
      return typeof words === 'string' ? words : undefined;
    },
  };
}

/** Texts of a listing under the rules of the day. */
export function listingReview(clock: Clock): ReviewCopy {
  return (text) =>
    reviewCopy(text, { at: clock.now(), appliesTo: 'PLUGIN_LISTING' }).findings.map((finding) => ({
      span: finding.matched,
      rule: finding.basis,
      blocks: finding.effect === 'BLOCK',
    }));
}

export interface OpenPluginsParts {
  readonly useCases: PluginUseCases;
  readonly operations: Awaited<ReturnType<typeof composeOperations>>;
  readonly platformSchema: PlatformSchema;
  readonly logger: Logger;
  readonly opened: Opened;
  /** This process checks versions and moves releases on. */
  readonly work: boolean;
  /** The platform's own plugins are listed by themselves. */
  readonly sandbox: boolean;
}

/** Gives plugins their schema, pipeline and meter, and lets happen what happens by itself. */
export function openPlugins(parts: OpenPluginsParts): void {
  const { useCases, operations, platformSchema, logger, opened, work, sandbox } = parts;
  const { compiler, runDocument, meter } = operations;
  useCases.pluginSchema.use({ schema: platformSchema.schema, compiler, runDocument, meter });
  if (sandbox) opened.add({ ended: listOwn(useCases, logger) }, ({ ended }) => ended);
  if (!work) return;
  const onError = (error: unknown) => logger.error({ err: error }, 'the plugin registry failed and goes on');
  opened.add(new RegistryWorker({ useCases, onError }), (open) => open.stop()).start();
}

const OWN_PLUGINS = fileURLToPath(new URL('../../plugins', import.meta.url));

/** Beside the start, which does not wait for it: a second for the first time, nothing afterwards. */
async function listOwn({ publishOwn }: PluginUseCases, logger: Logger): Promise<void> {
  try {
    const listed = await publishOwn.publishAll(OWN_PLUGINS, FIRST_PARTY_APP.publisherId);
    if (listed.length > 0) logger.info({ listed }, 'the platform’s own plugins are listed');
  } catch (err) {
    logger.error({ err }, 'the platform’s own plugins can not be listed');
  }
}
