import { ProofKey } from '../../src/cli/sandbox-client/proof-key.js';
import type { Connection } from './connect.js';
import { must } from './steps.js';

const BODY = JSON.stringify({ query: '{ __typename }' });

/** What a thief of the token could try. Each answer is the code that refused it. */
export async function tryStolenToken(connection: Connection): Promise<[attempt: string, code: string][]> {
  const { wish, tokens, proofKey } = connection;
  const url = `${wish.publicUrl}/graphql`;
  const thief = await ProofKey.make();
  const nonce = await nonceOf(url);
  const proofBy = (key: ProofKey, target = url) =>
    key.proof({ method: 'POST', url: target, accessToken: tokens.access_token, nonce });
  const used = await proofBy(proofKey);
  must((await send(url, `DPoP ${tokens.access_token}`, used)).status === 200, 'the first use of a proof is accepted');
  const attempts: [string, string, string | undefined][] = [
    ['the same proof a second time', `DPoP ${tokens.access_token}`, used],
    ['as a Bearer token, without proof', `Bearer ${tokens.access_token}`, undefined],
    ['as a Bearer token, with a proof', `Bearer ${tokens.access_token}`, await proofBy(proofKey)],
    ['without a proof', `DPoP ${tokens.access_token}`, undefined],
    ['with a proof of another key', `DPoP ${tokens.access_token}`, await proofBy(thief)],
    ['with a proof for another address', `DPoP ${tokens.access_token}`, await proofBy(proofKey, `${url}/other`)],
  ];
  const refused: [string, string][] = [];
  for (const [attempt, authorization, proof] of attempts) {
    const { status, code } = await send(url, authorization, proof);
    must(status === 401, `${attempt}: refused with 401, was ${status}`);
    refused.push([attempt, code]);
  }
  return refused;
}

async function send(url: string, authorization: string, proof?: string): Promise<{ status: number; code: string }> {
  const headers = { 'content-type': 'application/json', authorization, ...(proof && { dpop: proof }) };
  const response = await fetch(url, { method: 'POST', headers, body: BODY });
  const body = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: body.errors?.[0]?.extensions.code ?? 'none' };
}

/** Every refusal tells the nonce that the next proof must carry. */
export async function nonceOf(url: string): Promise<string | undefined> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY });
  return response.headers.get('dpop-nonce') ?? undefined;
}
