import { expect, test } from '@jest/globals';
import { buildDoor, CANARY } from './door.js';

test('no secret of a request, and no data of a database error, reaches the log', async () => {
  const { server, logged } = await buildDoor();
  const headers = {
    host: 'api.example',
    authorization: `DPoP ${CANARY}`,
    dpop: CANARY,
    cookie: `a=${CANARY}`,
    'content-type': 'application/json',
  };
  await server.inject({
    method: 'POST',
    url: `/echo?code=${CANARY}&access_token=${CANARY}`,
    headers,
    payload: { a: CANARY },
  });
  await server.inject({ method: 'POST', url: '/echo', headers, payload: `{"a": ${CANARY}` });
  await server.inject({ url: `/fail?token=${CANARY}`, headers });
  const database = Object.assign(new Error(`invalid input syntax: "${CANARY}"`), {
    severity: 'ERROR',
    code: '22P02',
    detail: `(mobile)=(${CANARY})`,
  });
  server.log.error({ err: new Error('wrapped', { cause: database }) }, 'failed');
  for (const value of [`a"${CANARY}`, `"${CANARY}"`, `x" (\n    at ${CANARY}`])
    server.log.error(
      Object.assign(new Error(`invalid input syntax: "${value}"`), { severity: 'ERROR', code: '22P02' }),
    );
  const wrapped = Object.assign(new Error('a query failed'), { severity: 'ERROR' });
  wrapped.stack += `\n\nprevious error: invalid input syntax: "${CANARY}"\n    at somewhere`; // as an ORM tells of its driver's
  server.log.error(wrapped);
  for (const text of [CANARY, `{"a": ${CANARY}`, `{"a": "${CANARY}"`])
    try {
      JSON.parse(text);
    } catch (err) {
      server.log.error({ err }, 'no JSON'); // the parser's message quotes a part of the text
    }
  server.log.info({
    headers: { authorization: CANARY, 'set-cookie': CANARY },
    grant: { refresh_token: CANARY },
    body: CANARY,
  });
  expect(logged.join('')).toContain('query failed'); // the log itself works
  expect(logged.join('')).toMatch(/"req":\{"method":"POST","path":"\/echo","ip":"127.0.0.1"\},"res":\{"status":400\}/);
  expect(logged.filter((line) => line.includes(CANARY))).toEqual([]);
});
