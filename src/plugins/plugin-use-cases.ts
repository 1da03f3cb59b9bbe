import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import type { Decimal } from '../kernel/decimal.js';
import { InstallPlugin } from './installation/install-plugin.js';
import { NarrowGrant } from './installation/narrow-grant.js';
import { OfferPlugin } from './installation/plugin-offer.js';
import { RatePlugin } from './installation/rate-plugin.js';
import { ResolveVersion } from './installation/resolve-version.js';
import { CarryOutRun } from './invocation/carry-out-run.js';
import { DecideProposal } from './invocation/decide-proposal.js';
import { InvokePlugin } from './invocation/invoke-plugin.js';
import { type PublicGrant, RunExtension } from './invocation/run-extension.js';
import { AdvanceReleases } from './registry/advance-releases.js';
import { BreakCircuit } from './registry/break-circuit.js';
import { CheckRegistry } from './registry/check-registry.js';
import { CheckVersions } from './registry/check-versions.js';
import type { ReviewCopy } from './registry/checks/index.js';
import { KillVersion } from './registry/kill-version.js';
import { LiftSuspension } from './registry/lift-suspension.js';
import { PluginSchema } from './registry/plugin-schema.js';
import { PublishOwn } from './registry/publish-own.js';
import { PublishedVersions } from './registry/published-versions.js';
import { PublisherKeys } from './registry/publisher-keys.js';
import { Publishing } from './registry/publishing.js';
import { RegistryKey } from './registry/registry-key.js';
import { RELEASE_RULES, type ReleaseRules } from './registry/release.js';
import { ReviewVersion } from './registry/review-version.js';
import { SubmitVersion } from './registry/submit-version.js';
import { TidyRegistry } from './registry/tidy-registry.js';
import { trustRoutes } from './registry/trust-routes.js';
import { WithdrawVersion } from './registry/withdraw-version.js';
import type { RunTool } from './runner/protocol.js';
import { ClawBack } from './usage/claw-back.js';
import { MakeStatement } from './usage/statement.js';
import { ReadVersionFigures } from './usage/version-figures.js';

export interface PluginNeeds {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** 32 bytes. */
  readonly secret: Buffer;
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  readonly runTool: RunTool;
  readonly reviewCopy: ReviewCopy;
  /** Points that one input may cost: what an ordinary budget holds. */
  readonly costMax: number;
  readonly rules?: Partial<ReleaseRules>;
  /** Fraction of a publisher's net income that stays with the platform; never more than 0.30 does. */
  readonly shareRate: Decimal;
  /** Told of each review whose deadline has passed. */
  readonly onLateReview?: (versionId: string, days: number) => void;
  /** A grant of the platform itself for public data; asked when a plugin at an extension point runs. */
  readonly publicGrant: () => Promise<PublicGrant>;
}

export type PluginUseCases = ReturnType<typeof pluginUseCases>;

/** All that happens to plugins; `pluginSchema` gets schema, pipeline and meter afterwards. */
export function pluginUseCases(needs: PluginNeeds) {
  const { pool, clock, secret, publicUrl, runTool, reviewCopy, costMax, shareRate } = needs;
  const rules: ReleaseRules = { ...RELEASE_RULES, ...needs.rules };
  const schema = new PluginSchema({ runTool });
  const versions = new PublishedVersions({ pool, schema });
  const keys = new PublisherKeys({ pool, clock });
  const registryKey = new RegistryKey({ pool, clock, secret });
  const offer = new OfferPlugin({ pool, clock, versions });
  const circuit = new BreakCircuit({ pool, clock, rules });
  const carryOut = new CarryOutRun({ pool, clock, schema, key: registryKey, circuit, shareRate });
  const installUrl = (plugin: string) => `${publicUrl}/plugins/install?plugin=${encodeURIComponent(plugin)}`;
  return {
    pluginSchema: schema,
    publishedVersions: versions,
    registryKey,
    trustRoutes: trustRoutes({ pool, key: registryKey }),
    publishing: new Publishing({
      pool,
      keys,
      submit: new SubmitVersion({ pool, clock, schema, keys }),
      withdraw: new WithdrawVersion({ pool, clock }),
    }),
    publishOwn: new PublishOwn({ pool, clock, schema, key: registryKey }),
    checkRegistry: new CheckRegistry({ pool, schema, versions, costMax }),
    checkVersions: new CheckVersions({ pool, clock, rules, schema, versions, reviewCopy, costMax }),
    tidyRegistry: new TidyRegistry({ pool, clock }),
    advanceReleases: new AdvanceReleases({ pool, clock, rules, onLate: needs.onLateReview }),
    reviewVersion: new ReviewVersion({ pool, clock, rules }),
    liftSuspension: new LiftSuspension({ pool, clock, rules }),
    killVersion: new KillVersion({ pool, clock }),
    offerPlugin: offer,
    installPlugin: new InstallPlugin({ pool, clock, offer }),
    ratePlugin: new RatePlugin({ pool, clock }),
    narrowGrant: new NarrowGrant({ pool, clock }),
    invokePlugin: new InvokePlugin({
      pool,
      clock,
      resolve: new ResolveVersion({ pool, versions }),
      carryOut,
      installUrl,
    }),
    versionFigures: new ReadVersionFigures({ pool }),
    makeStatement: new MakeStatement({ pool }),
    clawBack: new ClawBack({ pool, clock }),
    runExtension: new RunExtension({ pool, clock, versions, carryOut, publicGrant: needs.publicGrant }),
    decideProposal: new DecideProposal({ pool, clock, schema }),
  };
}
