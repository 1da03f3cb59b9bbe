import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { planUseCases } from '../../../src/compose/plans.js';
import { listingReview } from '../../../src/compose/plugins.js';
import { composeSchema, type UseCases } from '../../../src/compose/schema.js';
import { RevokeGrant } from '../../../src/identity/index.js';
import { fixedClock } from '../../../src/kernel/clock.js';
import { type Decimal, decimal } from '../../../src/kernel/decimal.js';
import { newId } from '../../../src/kernel/ids.js';
import { Opened } from '../../../src/kernel/opened.js';
import {
  documentCompiler,
  documentRunner,
  type Outcome,
  pipeline,
  planCompiler,
  type RunDocument,
} from '../../../src/operation/index.js';
import {
  ENGINE_DIGEST,
  type PackageFiles,
  type PluginUseCases,
  pluginUseCases,
  type ReleaseRules,
  type RunTool,
  type SigningKey,
  startSupervisor,
} from '../../../src/plugins/index.js';
import {
  ALL_SCOPES,
  createOperationWorld,
  type OperationWorld,
  type SmallCustomer,
} from '../../operation/operation-world.js';
import { makeMember, makeStaff } from './desk-grants.js';
import { approveVersion, passAllStages } from './release-steps.js';
import { packed, type SampleOptions, sampleFiles, withFixtures } from './sample-package.js';

export const SECRET = Buffer.alloc(32, 9);

export interface Submitted {
  readonly version: { readonly id: string; readonly status: string } | null;
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** Makes another plugin of the sample. */
export type EditFiles = (files: PackageFiles) => PackageFiles;

/** The operation world with the registry: real schema, pipeline, checks and engine; the clock moves by hand. */
export interface RegistryWorld extends OperationWorld {
  readonly useCases: PluginUseCases;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly key: SigningKey;
  readonly runTool: RunTool;
  /** The publisher's app on its own. */
  readonly publisherGrant: string;
  readonly publisherApp: string;
  readonly publisherId: string;
  /** A customer's grant to another app, with every scope. */
  readonly annaGrant: string;
  /** The brokerage's own pages, for Anna. */
  readonly annaPage: string;
  readonly runIt: RunDocument;
  data<T = Record<string, unknown>>(source: string, variables: Record<string, unknown>, grantId: string): Promise<T>;
  outcome(source: string, variables: Record<string, unknown>, grantId: string): Promise<Outcome>;
  /** A member of staff with the acts of a role. */
  staff(role?: string): Promise<string>;
  /** A member of the publisher, as they act at its desk. */
  member(role: string, publisherId?: string): Promise<string>;
  publish(options?: SampleOptions, edit?: EditFiles): Promise<Submitted>;
  /** Submitted, checked, twice approved: its first stage begins. @returns the version's internal id */
  stage(options?: SampleOptions, edit?: EditFiles): Promise<string>;
  /** The same, and then released to everybody. */
  release(options?: SampleOptions, edit?: EditFiles): Promise<string>;
  /** Lists a plugin of this repository, e.g. `concentration`, as the platform's own. @returns the version's internal id */
  listOwn(folder: string): Promise<string>;
  install(page?: string, name?: string): Promise<void>;
  pageOf(customer: SmallCustomer): Promise<string>;
}

/** Use-cases of other features that the schema's resolvers call, beside those of plugins. */
type Further = (made: {
  readonly plugins: PluginUseCases;
  readonly world: OperationWorld;
  readonly clock: ReturnType<typeof fixedClock>;
}) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;

export async function createRegistryWorld(
  rules: Partial<ReleaseRules> = {},
  shareRate = '0.20',
  further: Further = () => ({}),
): Promise<RegistryWorld> {
  const opened = new Opened();
  try {
    const world = opened.add(await createOperationWorld(), (open) => open.close());
    return {
      ...(await openRegistry(world, opened, { rules, shareRate: decimal(shareRate), further })),
      close: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openRegistry(
  world: OperationWorld,
  opened: Opened,
  { rules, shareRate, further }: { rules: Partial<ReleaseRules>; shareRate: Decimal; further: Further },
) {
  const { database, parts } = world;
  const clock = fixedClock(Date.now());
  const supervisor = opened.add(
    await startSupervisor({ requireJail: false, runners: 1, wallClockMs: 60_000 }),
    (open) => open.stop(),
  );
  const useCases = pluginUseCases({
    pool: database.ops,
    clock,
    secret: SECRET,
    publicUrl: 'https://broker.example',
    runTool: supervisor.runTool,
    reviewCopy: listingReview(clock),
    costMax: 10_000,
    rules,
    shareRate,
    publicGrant: async () => ({
      id: await world.grant({ customer: null, scopes: ['market:read'], expiresIn: '1 year' }),
      appId: world.appId,
    }),
  });
  const { schema, requirements, reads } = await composeSchema({
    ...useCases,
    ...planUseCases(database, clock),
    ...(await further({ plugins: useCases, world, clock })),
    revokeGrant: new RevokeGrant({ pool: database.identity, clock }),
  } as unknown as UseCases);
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const run = pipeline({ ...parts, schema, clock, installations: useCases.narrowGrant });
  const runIt = documentRunner({ schema, compiler, pipeline: run });
  useCases.pluginSchema.use({ schema, compiler, runDocument: runIt, meter: parts.meter });

  const outcome = (source: string, variables: Record<string, unknown>, grantId: string) =>
    runIt({ source, variables, grantId, cause: { kind: 'LIVE' } });
  const data = async <T>(source: string, variables: Record<string, unknown>, grantId: string): Promise<T> => {
    const answer = await outcome(source, variables, grantId);
    if (answer.kind === 'refused') throw answer.error;
    if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
    return JSON.parse(answer.json ?? 'null') as T;
  };
  const publisher = await makePublisher(world);
  const key = await registerKey(useCases, publisher.publisherId);
  const pages = await makePages(world);
  const inspect = { judge: useCases.pluginSchema.judge, engineDigest: ENGINE_DIGEST };

  const publish = async (options: SampleOptions = {}, edit: EditFiles = (files) => files): Promise<Submitted> => {
    const files = await withFixtures(edit(sampleFiles(options)), inspect, useCases.pluginSchema.invokeTool);
    const input = { package: await packed(files, key) };
    return (await data<{ publishPlugin: Submitted }>(PUBLISH, { input }, publisher.publisherGrant)).publishPlugin;
  };
  const staff = (role = 'REVIEWER') => makeStaff(world, role);
  const stage = async (options: SampleOptions = {}, edit?: EditFiles): Promise<string> => {
    const { version, problems, userErrors } = await publish(options, edit);
    if (!version) throw new Error(JSON.stringify({ problems, userErrors }));
    const versionId = parts.ids.decode(publisher.publisherApp, version.id)?.uuid ?? '';
    await approveVersion(useCases, clock, versionId);
    return versionId;
  };
  const release = async (options: SampleOptions = {}, edit?: EditFiles): Promise<string> => {
    const versionId = await stage(options, edit);
    await passAllStages(useCases, clock);
    return versionId;
  };
  const annaPage = await pages(world.anna);
  const install = async (page = annaPage, name = '@acme/holdings-total'): Promise<void> => {
    const { pluginOffer } = await data<{ pluginOffer: { consentHash: string } }>(OFFER, { name }, page);
    const accounts = await data<{ accounts: { edges: { node: { id: string } }[] } }>(ACCOUNTS, {}, page);
    const accountIds = accounts.accounts.edges.map(({ node }) => node.id);
    const input = { name, consentHash: pluginOffer.consentHash, accountIds, days: 180 };
    const { installPlugin } = await data<{ installPlugin: { userErrors: unknown[] } }>(INSTALL, { input }, page);
    if (installPlugin.userErrors.length > 0) throw new Error(JSON.stringify(installPlugin.userErrors));
  };
  return {
    ...world,
    ...publisher,
    useCases,
    clock,
    key,
    runTool: supervisor.runTool,
    annaGrant: await world.grant({ customer: world.anna, expiresIn: '1 year' }),
    annaPage,
    runIt,
    data,
    outcome,
    staff,
    member: (role: string, publisherId = publisher.publisherId) => makeMember(world, role, publisherId),
    publish,
    stage,
    release,
    listOwn: (folder: string) => useCases.publishOwn.publish(`plugins/${folder}`, publisher.publisherId),
    install,
    pageOf: pages,
  };
}

const PUBLISH = `mutation($input: PublishPluginInput!) { publishPlugin(input: $input) {
  version { id status } problems { file reason } userErrors { code message } } }`;
const OFFER = 'query($name: String!) { pluginOffer(name: $name) { consentHash } }';
const ACCOUNTS = '{ accounts(first: 20) { edges { node { id } } } }';
const INSTALL =
  'mutation($input: InstallPluginInput!) { installPlugin(input: $input) { installation { id } userErrors { code message } } }';

async function makePublisher({ database, newApp, grant }: OperationWorld) {
  const publisherApp = await newApp();
  const { rows } = await database.ops.query<{ publisher_id: string }>(
    `UPDATE publisher SET slug = 'acme', name = 'Acme', verified_domain = 'acme.example'
     WHERE id = (SELECT publisher_id FROM app WHERE id = $1) RETURNING id AS publisher_id`,
    [publisherApp],
  );
  const publisherGrant = await grant({ customer: null, appId: publisherApp, expiresIn: '1 year' });
  return { publisherApp, publisherGrant, publisherId: rows[0]?.publisher_id ?? '' };
}

async function registerKey(useCases: PluginUseCases, publisherId: string): Promise<SigningKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = await exportJWK(publicKey);
  await useCases.publishing.keys.register(publisherId, jwk);
  return { kid: await calculateJwkThumbprint(jwk), key: privateKey };
}

/** Grants of the brokerage's own pages. */
async function makePages({ database, newApp }: OperationWorld) {
  const app = await newApp();
  await database.ops.query('UPDATE app SET first_party = true WHERE id = $1', [app]);
  return async (customer: SmallCustomer): Promise<string> => {
    const id = newId();
    await database.ops.query(
      `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
       VALUES ($1, $2, $3, 'test', $4, NULL, now(), now() + interval '1 year')`,
      [id, customer.id, app, ALL_SCOPES],
    );
    return id;
  };
}
