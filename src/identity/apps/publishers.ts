import type { EntityManager } from '@mikro-orm/core';
import { newId } from '../../kernel/ids.js';
import { identityError } from '../identity.errors.js';
import { type Publisher, PublisherEntity } from './app.entity.js';

/** By id (a publisher acting under its grant), or by slug, which makes the publisher when a name comes along. */
export type WantedPublisher =
  | { readonly id: string }
  | { readonly slug: string; readonly name?: string; readonly verifiedDomain?: string };

/** @throws PublicError APP_PUBLISHER_UNKNOWN */
export async function findOrMakePublisher(em: EntityManager, wanted: WantedPublisher, now: Date): Promise<Publisher> {
  const known = await em.findOne(PublisherEntity, 'id' in wanted ? { id: wanted.id } : { slug: wanted.slug });
  if (known) return known;
  if ('id' in wanted || wanted.name === undefined) {
    throw identityError('APP_PUBLISHER_UNKNOWN', { params: { slug: 'id' in wanted ? '' : wanted.slug } });
  }
  return em.create(PublisherEntity, {
    id: newId(),
    slug: wanted.slug,
    name: wanted.name,
    verifiedDomain: wanted.verifiedDomain ?? null,
    createdAt: now,
  });
}
