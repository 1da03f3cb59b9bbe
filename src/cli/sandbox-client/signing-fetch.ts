import type { ProofKey } from './proof-key.js';

/**
 * A `fetch` whose requests carry a fresh DPoP proof and, when there is one, the access token. It remembers the server's
 * latest nonce and asks once more when the server wanted another one (RFC 9449 §8 and §9). Any client that takes a
 * `fetch` of its own works with it.
 */
export function signingFetch(key: ProofKey, accessToken?: string): typeof fetch {
  let nonce: string | undefined;
  const send = async (request: Request): Promise<Response> => {
    request.headers.set('dpop', await key.proof({ method: request.method, url: request.url, accessToken, nonce }));
    if (accessToken !== undefined) request.headers.set('authorization', `DPoP ${accessToken}`);
    const response = await fetch(request);
    nonce = response.headers.get('dpop-nonce') ?? nonce;
    return response;
  };
  return async (input, init) => {
    const request = new Request(input, init);
    const again = request.clone();
    const response = await send(request);
    return (await wantsNonce(response)) ? send(again) : response;
  };
}

/** The resource says it in a header, the authorization server in the body. */
async function wantsNonce(response: Response): Promise<boolean> {
  if (response.status !== 400 && response.status !== 401) return false;
  if (response.headers.get('www-authenticate')?.includes('use_dpop_nonce')) return true;
  const body = (await response
    .clone()
    .json()
    .catch(() => undefined)) as { error?: unknown } | undefined;
  return body?.error === 'use_dpop_nonce';
}
