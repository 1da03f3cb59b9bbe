import type { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { type ScopeTable, scopesByAllowance } from '../../operation/schema/scope-table.js';
import { identityError } from '../identity.errors.js';
import type { Refusal } from './check-app.js';
import type { WantedPublisher } from './publishers.js';

/** Scopes that staff have to allow to the publisher before any app of it is registered for them. A publisher that is not there yet has none. */
export async function refusalsOfAllowance(
  em: EntityManager,
  scopes: readonly string[],
  publisher: WantedPublisher,
  scopeTable: ScopeTable,
): Promise<Refusal[]> {
  const byAllowance = new Set(scopesByAllowance(scopeTable));
  const asked = scopes.filter((scope) => byAllowance.has(scope));
  if (asked.length === 0) return [];
  const column = 'id' in publisher ? 'id' : 'slug';
  const rows: { scope: string }[] = await (em as SqlEntityManager)
    .getConnection()
    .execute(`SELECT s.scope FROM publisher_scope s JOIN publisher p ON p.id = s.publisher_id WHERE p.${column} = ?`, [
      'id' in publisher ? publisher.id : publisher.slug,
    ]);
  const allowed = rows.map(({ scope }) => scope);
  return asked
    .filter((scope) => !allowed.includes(scope))
    .map((scope) => ({
      field: 'scopes',
      error: identityError('APP_SCOPE_INVALID', { params: { scope, reason: reasonOf(allowed) } }),
    }));
}

function reasonOf(allowed: readonly string[]): string {
  const held = allowed.length === 0 ? 'nothing of the kind' : allowed.join(', ');
  return `the brokerage has to allow it to this publisher first and has allowed ${held}; ask it for the topic`;
}
