import { SCOPES } from '../../src/compose/features.js';
import { killSwitchUseCases } from '../../src/compose/kill-switch.js';
import { recordExportUseCases } from '../../src/compose/record-exports.js';
import { composeSchema, type UseCases } from '../../src/compose/schema.js';
import { composeVigilance } from '../../src/compose/vigilance.js';
import { ChangeAppStatus, DeskAccess, FirstPartyAccess, openIdentityOrm } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { Opened } from '../../src/kernel/opened.js';
import { documentCompiler, documentRunner, pipeline, planCompiler } from '../../src/operation/index.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';
import { SECRET } from '../webhooks/hook-world.js';

export type Ask = (document: string, variables?: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** The operation world with the kill switch, staff at their desk, and an app with a customer, a token, a hook and keys. */
export interface FreezeWorld extends OperationWorld {
  readonly clientId: string;
  readonly annaGrant: string;
  /** Somebody with these roles, who asks at the staff desk; throws refusals. */
  staff(...roles: string[]): Promise<Ask>;
  /** The same under a grant that leaves this scope out. */
  staffWithout(scope: string, ...roles: string[]): Promise<Ask>;
  /** An owner at the desk of the app's publisher. */
  member(appId: string): Promise<Ask>;
  readonly vigilance: ReturnType<typeof composeVigilance>;
  /** The app reads for Anna: `OK` or the code of the refusal. */
  read(): Promise<string>;
}

export async function createFreezeWorld(mode: 'sandbox' | 'live'): Promise<FreezeWorld> {
  const opened = new Opened();
  try {
    const world = opened.add(await createOperationWorld(), (open) => open.close());
    const orm = opened.add(await openIdentityOrm(world.url), (open) => open.close(true));
    return {
      ...(await openFreezes(world, mode, new ChangeAppStatus({ orm, clock: systemClock }))),
      close: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openFreezes(world: OperationWorld, mode: 'sandbox' | 'live', changeAppStatus: ChangeAppStatus) {
  const { database, parts } = world;
  const vigilance = composeVigilance({
    config: { mode, worker: false, vigilance: 'on' },
    database,
    clock: systemClock,
  });
  const useCases = {
    ...vigilance.useCases,
    ...killSwitchUseCases({ mode, secret: SECRET }, database, systemClock, changeAppStatus),
    ...recordExportUseCases({ mode }, database, systemClock),
  };
  const { schema, requirements, reads } = await composeSchema(useCases as unknown as UseCases);
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const run = documentRunner({ schema, compiler, pipeline: pipeline({ ...parts, schema }) });
  const desk = { pool: database.identity, clock: systemClock, publicUrl: 'https://broker.example', scopeTable: SCOPES };
  await new FirstPartyAccess(desk).ensureApp();
  const access = new DeskAccess(desk);
  await access.ensureApps();
  const annaGrant = await world.grant({ customer: world.anna });
  const clientId = world.appId;
  await giveBelongings(world, clientId, annaGrant);
  const read = async () => {
    const outcome = await world.run({
      source: '{ accounts(first: 1) { edges { node { name } } } }',
      variables: {},
      grantId: annaGrant,
      cause: { kind: 'LIVE' },
    });
    return outcome.kind === 'refused' ? outcome.error.code : 'OK';
  };
  const person = async (kind: 'STAFF' | 'MEMBER') => {
    const personId = newId();
    await database.identity.query(
      "INSERT INTO person (id, kind, email, name, status, created_at) VALUES ($1, $2, $3, 'Sam', 'ACTIVE', now())",
      [personId, kind, `${personId}@broker.example`],
    );
    return personId;
  };
  const asking =
    (grantId: string): Ask =>
    async (source, variables = {}) => {
      const outcome = await run({ source, variables, grantId, cause: { kind: 'LIVE' } });
      if (outcome.kind === 'refused') throw outcome.error;
      if (outcome.errors.length > 0) throw new Error(String(outcome.errors[0]?.extensions?.['code']));
      return JSON.parse(outcome.json ?? 'null') as Record<string, unknown>;
    };
  const staffGrant = async (roles: readonly string[]) => {
    const personId = await person('STAFF');
    for (const role of roles)
      await database.identity.query('INSERT INTO staff_role (person_id, role, granted_at) VALUES ($1, $2, now())', [
        personId,
        role,
      ]);
    return access.staffGrant(personId);
  };
  const staff = async (...roles: string[]) => asking(await staffGrant(roles));
  const staffWithout = async (scope: string, ...roles: string[]) => {
    const grantId = await staffGrant(roles);
    await database.ops.query('UPDATE access_grant SET scopes = array_remove(scopes, $2) WHERE id = $1', [
      grantId,
      scope,
    ]);
    return asking(grantId);
  };
  const member = async (appId: string) => {
    const personId = await person('MEMBER');
    const { rows } = await database.identity.query<{ publisher_id: string }>(
      `INSERT INTO publisher_member (publisher_id, person_id, role, joined_at)
       SELECT publisher_id, $2, 'OWNER', now() FROM app WHERE id = $1 RETURNING publisher_id`,
      [appId, personId],
    );
    return asking(await access.memberGrant(personId, rows[0]?.publisher_id ?? ''));
  };
  return { ...world, clientId, annaGrant, staff, staffWithout, member, vigilance, read };
}

async function giveBelongings({ database, appId }: OperationWorld, clientId: string, grantId: string): Promise<void> {
  await database.ops.query(
    `UPDATE app SET metadata = '{"jwks": {"keys": [{"kty": "EC", "crv": "P-256", "x": "former", "y": "former"}]}}' WHERE id = $1`,
    [appId],
  );
  await database.identity.query(
    `INSERT INTO oidc_model (kind, id_digest, payload, grant_id) VALUES ('RefreshToken', '\\x01', $1, $2), ('Session', '\\x02', $1, NULL)`,
    [JSON.stringify({ clientId }), grantId],
  );
  const hookId = newId();
  await database.ops.query(
    `WITH document AS (INSERT INTO stored_document (hash, source) VALUES (repeat('a', 64), '{ viewer { tier } }') RETURNING hash)
     INSERT INTO hook (id, app_id, url, events, document_hash, required_scopes, status, created_at, updated_at)
     SELECT $1, $2, 'https://app.example/hook', '{}', hash, '[]', 'ACTIVE', now(), now() FROM document`,
    [hookId, appId],
  );
  await database.ops.query(
    `INSERT INTO hook_secret (id, hook_id, kind, sealed, created_at) VALUES ($1, $2, 'HMAC', '\\x00', now())`,
    [newId(), hookId],
  );
}
