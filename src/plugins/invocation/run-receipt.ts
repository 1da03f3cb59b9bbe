import { CompactSign, compactVerify, importJWK, type JWK } from 'jose';
import type { RegistryKey } from '../registry/registry-key.js';

/** What a receipt proves: this package, in this engine, made this output from this input, for this much fuel. */
export interface RunReceipt {
  readonly receipt: 1;
  readonly runId: string;
  /** `@publisher/name`. */
  readonly plugin: string;
  readonly version: string;
  /** sha256 of the package as published. */
  readonly packageHash: string;
  readonly bundleHash: string;
  /** Digest of engine and meter. */
  readonly engine: string;
  readonly tool: string;
  /** RFC 3339; the tool's own clock stood there. */
  readonly asOf: string;
  /** sha256 of the exact JSON texts. */
  readonly inputHash: string;
  readonly outputHash: string;
  readonly fuel: number;
}

const TYPE = 'openfolio-run-receipt+jws';

/** Compact JWS, EdDSA, by the registry's key. */
export async function signReceipt(receipt: RunReceipt, key: RegistryKey): Promise<string> {
  const signer = await key.signer();
  return new CompactSign(new TextEncoder().encode(JSON.stringify(receipt)))
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid, typ: TYPE })
    .sign(signer.key);
}

/** @returns what the receipt says, or `undefined` when no trusted key signed it */
export async function readReceipt(jws: string, keys: ReadonlyMap<string, JWK>): Promise<RunReceipt | undefined> {
  try {
    const { payload } = await compactVerify(
      jws.trim(),
      async ({ kid }) => {
        const jwk = kid === undefined ? undefined : keys.get(kid);
        if (!jwk) throw new TypeError('unknown key');
        return importJWK(jwk, 'EdDSA');
      },
      { algorithms: ['EdDSA'] },
    );
    return JSON.parse(new TextDecoder().decode(payload)) as RunReceipt;
  } catch {
    return undefined; // a wrong signature, an unknown key and no JWS at all are one answer
  }
}
