import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { auditTools, openAudit } from './compose/audit.js';
import { campaignUseCases } from './compose/campaigns.js';
import { openDesks } from './compose/desks.js';
import { eventNeeds, eventTrigger, eventUseCases, openEvents } from './compose/events.js';
import { firstPartyRunner } from './compose/first-party.js';
import { openGraphQLDoor } from './compose/graphql.js';
import { killSwitchUseCases } from './compose/kill-switch.js';
import { composeOperations } from './compose/operations.js';
import { composePeople } from './compose/people.js';
import { planUseCases } from './compose/plans.js';
import { campaignContentOf, composePlugins, openPlugins } from './compose/plugins.js';
import { endConsentOf, privacyUseCases } from './compose/privacy.js';
import { openActivity } from './compose/profiles.js';
import { recordExportUseCases } from './compose/record-exports.js';
import { ticketResponderOf } from './compose/responder.js';
import { openSandbox } from './compose/sandbox.js';
import { composeSchema, SCOPES } from './compose/schema.js';
import { lookUpAs, startTickets, ticketStream, ticketUseCases } from './compose/tickets.js';
import { composeVigilance } from './compose/vigilance.js';
import { startWork } from './compose/work.js';
import type { Config } from './config.js';
import { createServer, GatewayMetrics, type RouteInventory } from './gateway/index.js';
import {
  AllowScopes,
  AppDirectory,
  type AppUseCases,
  AuthorizationServer,
  appUseCases,
  FirstPartyAccess,
  identityRoutes,
  openIdentityOrm,
  type PeopleUseCases,
  pagesWithSession,
  peopleUseCases,
  ReconfirmGrant,
  RevokeGrant,
  SigningKeys,
  Upkeep,
} from './identity/index.js';
import { type ImportDependencies, type ImportProgress, type ImportReport, platformImport } from './imports/index.js';
import { systemClock } from './kernel/clock.js';
import { createLogger } from './kernel/log.js';
import { Opened } from './kernel/opened.js';
import type { KillSwitchUseCases } from './kill-switch/index.js';
import { ExplainOperation, type Pipeline, type RunDocument } from './operation/index.js';
import * as portalPages from './portal/index.js';
import type { RecordExportUseCases } from './record-exports/index.js';
import { connectDatabase, connectRedis, Database } from './storage/index.js';

export interface Platform {
  readonly server: FastifyInstance;
  /** All that is served, for whoever checks that each route has a guard. */
  readonly routes: RouteInventory;
  readonly database: Database;
  /** The one executor; hooks and plugins call it in this process. */
  readonly pipeline: Pipeline;
  readonly runDocument: RunDocument;
  close(): Promise<void>;
}

export interface SeedOptions {
  /** Synthetic customers besides the personas. */
  readonly customers?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What the command line works with: the same use-cases as the server, without its doors. */
export interface Tools extends Omit<AppUseCases, 'registration'> {
  readonly database: Database;
  readonly signingKeys: SigningKeys;
  readonly people: PeopleUseCases;
  readonly audit: ReturnType<typeof auditTools>;
  readonly recordExports: RecordExportUseCases;
  readonly killSwitch: KillSwitchUseCases;
  readonly imports: ImportDependencies;
  /** Sandbox only. @throws PublicError EVENT_TRIGGER_REFUSED, EVENT_TYPE_UNKNOWN */
  readonly triggerEvent: ReturnType<typeof eventTrigger>;
  /** Brings the synthetic world in, with its demo apps. */
  seedSandbox(options: SeedOptions): Promise<ImportReport>;
  close(): Promise<void>;
}

/**
 * The only composition root: every part gets its dependencies here, by plain constructors. The server is ready but not
 * listening. When a part fails, those before it are closed again.
 */
export async function compose(config: Config): Promise<Platform> {
  return orClose((opened) => composePlatform(config, opened));
}

/** For the command line. */
export async function composeTools(config: Config): Promise<Tools> {
  return orClose(async (opened) => {
    const { database, apps } = await composeUseCases(config, opened);
    const imports = platformImport(database, systemClock);
    const seedSandbox = async (options: SeedOptions) => {
      const { seedWorld } = await import('../sandbox/index.js');
      return seedWorld(database, { ...options, registerApp: (app) => apps.registerApp.register(app) });
    };
    const signingKeys = new SigningKeys({ pool: database.identity, clock: systemClock });
    const people = peopleUseCases({ pool: database.identity, clock: systemClock });
    const triggerEvent = eventTrigger(config.mode, database, systemClock);
    const provedRecords = {
      audit: auditTools(config, database, systemClock),
      recordExports: recordExportUseCases(config, database, systemClock),
      killSwitch: killSwitchUseCases(config, database, systemClock, apps.changeAppStatus),
    };
    const close = () => opened.close();
    return { ...apps, ...provedRecords, database, signingKeys, people, imports, triggerEvent, seedSandbox, close };
  });
}

async function orClose<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = new Opened();
  try {
    return await work(opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function composePlatform(config: Config, opened: Opened): Promise<Platform> {
  const clock = systemClock;
  const logger = createLogger({ level: config.logLevel });
  const metrics = new GatewayMetrics(new Registry());
  const { database, apps, useCases, plugins, vigilance, databaseUrl } = await composeUseCases(config, opened);
  const redis =
    config.redisUrl === undefined
      ? undefined
      : opened.add(await connectRedis(config.redisUrl), (open) => open.disconnect());
  const activity = openActivity({ pool: database.ops, clock, logger, opened });
  const people = composePeople({ config, database, redis, clock, logger });
  const platformSchema = await composeSchema({ ...useCases, ...plugins, attemptGuard: people.attemptGuard });
  const operations = await composeOperations({
    config,
    platformSchema,
    database,
    databaseUrl,
    redis,
    clock,
    logger,
    metrics,
    opened,
    watch: activity.beside(vigilance.watch),
    installations: plugins.narrowGrant,
    explainOperation: useCases.explainOperation,
  });

  const events = await openEvents({ config, opened, clock, logger, database, useCases, operations, platformSchema });
  const shared = { database, clock, publicUrl: config.publicUrl, scopeTable: SCOPES, pool: database.identity };
  const firstParty = new FirstPartyAccess(shared);
  await firstParty.ensureApp();
  const sandboxed = config.mode === 'sandbox';
  openPlugins({
    useCases: plugins,
    operations,
    platformSchema,
    logger,
    opened,
    work: config.worker,
    sandbox: sandboxed,
  });
  const runFirstParty = firstPartyRunner(firstParty, operations.runDocument);
  useCases.consultForTicket.use(lookUpAs(operations, firstParty));
  const onError = (error: unknown) => logger.error({ err: error }, 'the authorization server failed');
  const sandbox = sandboxed ? await openSandbox(database, useCases.registerApp, vigilance, logger) : undefined;
  const authorizationServer = opened.add(
    await AuthorizationServer.start({ ...shared, ...activity, secret: config.secret, sandbox: sandboxed, onError }),
    (open) => open.stop(),
  );
  const reloadKeys = () => void authorizationServer.reload().catch(onError);
  opened.add(operations.channel.on('signing_key', reloadKeys), (undo) => undo());
  opened.add(new Upkeep({ ...shared, onError }), (open) => open.stop());

  const { server, routes } = await createServer({
    ...config,
    bodyBytesMax: config.limits.bodyBytes,
    logger,
    metrics,
    readinessChecks: {
      database: () => database.app.query('SELECT 1'),
      denyFeed: operations.denyFeedIsFresh,
      ...(redis && { redis: () => redis.ping() }),
    },
  });
  const graphql = await openGraphQLDoor({ config, platformSchema, operations, logger, opened });
  await server.register(graphql.routes);
  await server.register(
    identityRoutes({
      ...shared,
      server: authorizationServer,
      publicIds: operations.ids,
      runFirstParty,
      registration: apps.registration,
      limit: people.limit,
      ...(people.customerSignIn && { customerSignIn: people.customerSignIn }),
      ...sandbox,
    }),
  );
  const signInPath = people.customerSignIn && '/sign-in';
  const platform = { mode: config.mode, publicUrl: config.publicUrl };
  const portal = { ...pagesWithSession(authorizationServer), runFirstParty, signInPath, platform, ...sandbox };
  for (const pages of Object.values(portalPages)) await server.register(pages(portal));
  await server.register(plugins.trustRoutes);
  await server.register(people.routes);
  await server.register(await openDesks({ ...shared, ...graphql }));
  await server.register(events.routes);
  await server.register(ticketStream({ operations, schema: platformSchema.schema, signals: events.signals }));
  await server.register(openAudit({ config, database, clock, logger, opened }).routes);
  await startTickets({ pool: database.ops, clock, logger, opened, config });
  if (config.worker) events.worker.start();
  const { pipeline, runDocument } = operations;
  vigilance.start(opened, logger);
  if (config.worker)
    startWork({ config, database, clock, logger, opened, runFirstParty, endConsent: endConsentOf(useCases) });
  return { server, routes, database, pipeline, runDocument, close: () => opened.close() };
}

/** The database, and what changes it. */
async function composeUseCases(config: Config, opened: Opened) {
  const clock = systemClock;
  const connection = opened.add(await connectDatabase(config), (open) => open.stop());
  const database = opened.add(new Database({ url: connection.url }), (open) => open.close());
  const orm = opened.add(await openIdentityOrm(connection.url), (open) => open.close(true));
  const apps = appUseCases({ orm, clock, scopeTable: SCOPES, sandbox: config.mode === 'sandbox' });
  const vigilance = composeVigilance({ config, database, clock });
  const logger = createLogger({ level: config.logLevel });
  const plugins = composePlugins({ config, database, clock, logger, opened });
  const useCases = {
    ...vigilance.useCases,
    ...privacyUseCases({ database, clock }),
    ...eventUseCases(eventNeeds(config, database, clock)),
    ...ticketUseCases({ pool: database.ops, clock, logger, bucket: config.ticketBucket, clamd: config.clamdUrl }),
    ...planUseCases(database, clock),
    ...campaignUseCases({ pool: database.ops, clock, content: campaignContentOf(plugins) }),
    ...killSwitchUseCases(config, database, clock, apps.changeAppStatus),
    ...recordExportUseCases(config, database, clock),
    explainOperation: new ExplainOperation(),
    registerApp: apps.registerApp,
    topicAllowance: new AllowScopes({ pool: database.identity, clock, scopeTable: SCOPES }),
    apps: new AppDirectory(database.identity),
    revokeGrant: new RevokeGrant({ pool: database.identity, clock }),
    reconfirmGrant: new ReconfirmGrant({ pool: database.identity, clock }),
  };
  useCases.responderPoint.use(ticketResponderOf({ ...plugins, logger }));
  return { database, databaseUrl: connection.url, useCases, plugins, apps, vigilance };
}
