import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { IdentityWorld } from './support/identity-world.js';
import { REDIRECT, RegistrationClient } from './support/registration-client.js';

let world: IdentityWorld;
let publisher: RegistrationClient;

beforeAll(async () => {
  world = await IdentityWorld.start();
  publisher = await RegistrationClient.in(world);
});

afterAll(() => world.stop());

describe('management (RFC 7592)', () => {
  test('a client reads its registration; without its own token nobody does', async () => {
    const [app, other] = [await publisher.registered(), await publisher.registered()];
    const read = (token?: string, url = app.registration_client_uri) => publisher.send('GET', url, token);
    expect(await read(app.registration_access_token)).toMatchObject({
      status: 200,
      body: { client_id: app.client_id },
    });
    const foreign = await read(other.registration_access_token);
    const missing = await read(app.registration_access_token, `${world.publicUrl}/oauth/register/app-missing`);
    expect(foreign.status).toBe(401);
    expect(foreign.body).toEqual(missing.body);
    expect((await read()).status).toBe(401);
  });

  test('what was approved is looked at again: an edit stops the app at once, and its consents wait', async () => {
    const app = await publisher.registered();
    await world.changeAppStatus.change(app.client_id, 'APPROVED');
    const { config, dpop, tokens } = await publisher.journeyOf(app);
    const grant = async () =>
      (
        await world.database.identity.query(
          `SELECT revoked_at, (SELECT count(*)::int FROM grant_revocation r WHERE r.app_id = g.app_id) AS stops
           FROM access_grant g WHERE id = $1`,
          [decodeJwt(tokens.access_token)['gid']],
        )
      ).rows[0];
    const refresh = () => client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop });
    let token = app.registration_access_token;
    const edit = async (changes: Record<string, unknown>) => {
      const answer = await publisher.send(
        'PUT',
        app.registration_client_uri,
        token,
        publisher.metadata({ client_id: app.client_id, ...changes }),
      );
      token = answer.body.registration_access_token;
      return answer.body.app_status;
    };
    expect(await edit({})).toBe('APPROVED'); // nothing changed
    const edits = [
      { redirect_uris: [REDIRECT, 'http://127.0.0.1:9/other'] },
      { client_name: 'Tax Helper Pro' },
      { jwks: { keys: [publisher.publicJwk, { ...publisher.publicJwk, kid: 'two' }] } },
      { scope: 'accounts:read portfolios:read market:read' },
      { scope_purposes: { 'accounts:read': { en: 'For something else', zh: '用于其他' } } },
    ];
    for (const [index, changes] of edits.entries()) {
      expect(await edit(changes)).toBe('PENDING');
      expect(await grant()).toEqual({ revoked_at: null, stops: index + 1 });
      await expect(refresh()).rejects.toMatchObject({ error: 'unauthorized_client' });
      await world.changeAppStatus.change(app.client_id, 'APPROVED');
      expect((await refresh()).scope).toBe('accounts:read');
    }
    const { rows } = await world.database.ops.query(
      `SELECT data->'changed' AS changed FROM event WHERE type = 'app.changed' AND data->>'clientId' = $1 ORDER BY seq`,
      [app.client_id],
    );
    expect(rows.map((row) => (row as { changed: string[] }).changed)).toEqual([
      ['metadata'],
      ['nameEn', 'metadata'],
      ['nameEn', 'metadata'],
      ['scopeCeiling', 'metadata'],
      ['scopeCeiling', 'purposes'],
    ]);
  });

  test('a suspended app does not edit itself out of it', async () => {
    const app = await publisher.registered();
    await world.changeAppStatus.change(app.client_id, 'SUSPENDED');
    const body = publisher.metadata({ client_id: app.client_id, client_name: 'Quite Another' });
    const answer = await publisher.send('PUT', app.registration_client_uri, app.registration_access_token, body);
    expect(answer.body.app_status).toBe('SUSPENDED');
  });

  test('the token is replaced with each edit; of 20 edits at once with one token exactly one is taken', async () => {
    const app = await publisher.registered();
    const body = publisher.metadata({ client_id: app.client_id });
    const put = () => publisher.send('PUT', app.registration_client_uri, app.registration_access_token, body);
    const answers = await Promise.all(Array.from({ length: 20 }, put));
    const [won, ...others] = answers.toSorted((a, b) => a.status - b.status);
    expect([won?.status, ...others.map(({ status }) => status)]).toEqual([200, ...Array(19).fill(401)]);
    expect((await publisher.send('GET', app.registration_client_uri, app.registration_access_token)).status).toBe(401);
    const next = won?.body.registration_access_token;
    expect((await publisher.send('GET', app.registration_client_uri, next)).status).toBe(200);
  });

  test('an edit for another client, or one that is refused, changes nothing and keeps the token', async () => {
    const app = await publisher.registered();
    const put = (changes: Record<string, unknown>) =>
      publisher.send('PUT', app.registration_client_uri, app.registration_access_token, publisher.metadata(changes));
    for (const changes of [
      { client_id: 'app-other' },
      {},
      { client_id: app.client_id, redirect_uris: ['https://*.x/'] },
    ])
      expect((await put(changes)).status).toBe(400);
    expect(
      (await publisher.send('GET', app.registration_client_uri, app.registration_access_token)).body,
    ).toMatchObject({
      client_name: 'Tax Helper',
    });
  });

  test('deletion ends all its grants, tells each customer, and leaves no way back', async () => {
    const app = await publisher.registered();
    await world.changeAppStatus.change(app.client_id, 'APPROVED');
    const { config, dpop, tokens } = await publisher.journeyOf(app);
    const gid = decodeJwt(tokens.access_token)['gid'];
    const remove = () => publisher.send('DELETE', app.registration_client_uri, app.registration_access_token);
    expect((await remove()).status).toBe(204);
    const { rows } = await world.database.ops.query(
      `SELECT revoked_by, (SELECT data->>'revokedBy' FROM event e WHERE e.subject_id = g.id AND e.type = 'grant.revoked') AS told
       FROM access_grant g WHERE id = $1`,
      [gid],
    );
    expect(rows).toEqual([{ revoked_by: 'APP', told: 'APP' }]);
    await expect(
      client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: dpop }),
    ).rejects.toMatchObject({
      error: 'invalid_client',
    });
    expect((await remove()).status).toBe(401);
  });
});
