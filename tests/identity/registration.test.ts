import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { IdentityWorld } from './support/identity-world.js';
import { push } from './support/push-request.js';
import { REDIRECT, RegistrationClient } from './support/registration-client.js';

let world: IdentityWorld;
let publisher: RegistrationClient;

beforeAll(async () => {
  world = await IdentityWorld.start();
  publisher = await RegistrationClient.in(world);
});

afterAll(() => world.stop());

describe('registration (RFC 7591)', () => {
  test('an invited publisher registers an app that waits for approval and gets no token before', async () => {
    const app = await publisher.registered();
    expect(app).toMatchObject({
      app_status: 'PENDING',
      client_name: 'Tax Helper',
      'client_name#zh': '报税助手',
      redirect_uris: [REDIRECT],
      scope: 'accounts:read portfolios:read',
      token_endpoint_auth_method: 'private_key_jwt',
      registration_client_uri: `${world.publicUrl}/oauth/register/${app.client_id}`,
    });
    expect(await push(`${world.publicUrl}/oauth`, publisher.asApp(app))).toMatchObject({
      error: 'unauthorized_client',
    });
    await world.changeAppStatus.change(app.client_id, 'APPROVED');
    expect((await publisher.journeyOf(app)).tokens.scope).toBe('accounts:read');
    expect(await world.server.apps.find(app.client_id)).toMatchObject({ publisherName: 'Acme Software' });
  });

  test('the metadata names the endpoint, and openid-client registers there', async () => {
    const config = await client.dynamicClientRegistration(
      new URL(`${world.publicUrl}/oauth`),
      publisher.metadata() as Partial<client.ClientMetadata>,
      client.PrivateKeyJwt(publisher.privateKey),
      { initialAccessToken: await publisher.invite(), execute: [client.allowInsecureRequests] },
    );
    expect(config.clientMetadata()).toMatchObject({ app_status: 'PENDING' });
  });

  test('of 20 registrations at once with one invitation exactly one is made, and no trace of the others', async () => {
    const token = await publisher.invite();
    const count = async () => (await world.database.identity.query('SELECT 1 FROM app')).rowCount ?? 0;
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => publisher.register(token, publisher.metadata())),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, ...Array(19).fill(401)]);
    expect(await count()).toBe(before + 1);
  });

  test('an invitation is worth nothing when it is missing, invented, used or too old; a refused body leaves it', async () => {
    const used = await publisher.invite();
    expect(await publisher.register(used, publisher.metadata({ client_name: '' }))).toMatchObject({ status: 400 });
    expect(await publisher.register(used, publisher.metadata())).toMatchObject({ status: 201 });
    const old = await publisher.invite();
    await world.database.identity.query(
      'UPDATE app_invitation SET expires_at = now() WHERE used_at IS NULL AND expires_at > now()',
    );
    for (const token of [undefined, 'ofi_invented', used, old]) {
      const answer = await publisher.register(token, publisher.metadata());
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  test('the database holds no token that could be used', async () => {
    const token = await publisher.invite();
    const { body } = await publisher.register(token, publisher.metadata());
    const { rows } = await world.database.identity.query(
      `SELECT row_to_json(i)::text || COALESCE(row_to_json(m)::text, '') AS text FROM app_invitation i LEFT JOIN app_management m USING (app_id)`,
    );
    const everything = rows.map((row) => (row as { text: string }).text).join('\n');
    for (const secret of [token, body.registration_access_token]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });
});
