import type pg from 'pg';
import type { Grant } from '../../operation/index.js';
import { pluginError } from '../plugins.errors.js';

/** Who publishes: an app of the publisher on its own, or a member at the publishers' desk. */
export interface PublishingParty {
  readonly publisherId: string;
  /** Told of what becomes of the version; `null` where a member or the platform itself submitted it. */
  readonly appId: string | null;
  readonly by: { readonly kind: 'PUBLISHER' | 'PLATFORM'; readonly id?: string };
}

/** @throws PublicError PLUGIN_NEEDS_PUBLISHER for a customer's token and for staff */
export async function publishingParty(pool: pg.Pool, { customerId, person, appId }: Grant): Promise<PublishingParty> {
  if (person?.kind === 'MEMBER')
    return { publisherId: person.publisherId, appId: null, by: { kind: 'PUBLISHER', id: person.id } };
  if (customerId !== null || person !== null) throw pluginError('PLUGIN_NEEDS_PUBLISHER');
  const { rows } = await pool.query<{ publisher_id: string }>('SELECT publisher_id FROM app WHERE id = $1', [appId]);
  const publisherId = rows[0]?.publisher_id;
  if (publisherId === undefined) throw pluginError('PLUGIN_NEEDS_PUBLISHER');
  return { publisherId, appId, by: { kind: 'PUBLISHER', id: appId } };
}
