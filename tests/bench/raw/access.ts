import {
  AccessTokenVerifier,
  AuthorityChannel,
  DatabaseSigningKeys,
  DenyFeed,
  DpopNonces,
  DpopProofVerifier,
  MemoryUsedProofs,
} from '../../../src/identity/index.js';
import type { Clock } from '../../../src/kernel/clock.js';

export interface AccessOptions {
  readonly databaseUrl: string;
  /** Of this server: what proofs must name. */
  readonly publicUrl: string;
  /** Of the platform, whose tokens are accepted. */
  readonly platformUrl: string;
  readonly secret: Buffer;
  readonly clock: Clock;
}

/** The platform's own verification, with the same parts, so that the comparison is about everything else. */
export async function accessTokenVerifier(options: AccessOptions): Promise<AccessTokenVerifier> {
  const { clock, platformUrl, publicUrl, secret } = options;
  const channel = new AuthorityChannel({ connectionString: options.databaseUrl });
  await channel.start();
  const denyFeed = new DenyFeed({ channel, clock });
  await denyFeed.start();
  const jwks = new DatabaseSigningKeys({ channel, clock });
  await jwks.start();
  const proofs = new DpopProofVerifier({ clock, used: new MemoryUsedProofs(), nonces: new DpopNonces({ secret }) });
  return new AccessTokenVerifier({
    jwks,
    proofs,
    denyFeed,
    clock,
    issuer: `${platformUrl}/oauth`,
    audience: `${platformUrl}/graphql`,
    publicUrl,
  });
}
