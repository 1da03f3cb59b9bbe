import { writeFile } from 'node:fs/promises';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { Refusal } from '../../kernel/describe-failure.js';
import type { SigningKey } from '../package/sign-package.js';

/** Writes a new Ed25519 key, readable by its owner only. @returns the public half, for the publisher's registration */
export async function makeKeys(path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const secret = await exportJWK(privateKey);
  const { d: _secret, ...shared } = secret;
  const kid = await calculateJwkThumbprint(shared);
  await writeFile(path, `${JSON.stringify({ ...secret, kid, alg: 'EdDSA', use: 'sig' }, null, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  return { ...shared, kid, alg: 'EdDSA', use: 'sig' };
}

export async function readSigningKey(jwk: JWK): Promise<SigningKey> {
  const key = await importJWK(jwk, 'EdDSA').catch(() => new Uint8Array());
  if (key instanceof Uint8Array || key.type !== 'private' || jwk.kid === undefined)
    throw new Refusal('This is no signing key: make one with `openfolio plugin keys`.');
  return { kid: jwk.kid, key };
}
