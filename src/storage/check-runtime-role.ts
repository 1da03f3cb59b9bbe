import type pg from 'pg';
import { storageError } from './storage.errors.js';

/**
 * What a role must not be, because each lets it step round row-level security; and what it must be. Views are no matter: those
 * that show customers masked belong to openfolio_ops, so that they see what that role sees, and carry no policy.
 */
const RUNTIME_ROLE = `
SELECT r.rolsuper AS superuser,
       r.rolbypassrls AS bypasses,
       r.rolcreaterole AS creates,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owns,
       (SELECT count(*) FROM pg_roles d
         WHERE d.rolname IN ('openfolio_app', 'openfolio_identity', 'openfolio_ops')
           AND pg_has_role(current_user, d.oid, 'MEMBER')) = 3 AS member
  FROM pg_roles r WHERE r.rolname = current_user`;

interface RoleFacts {
  superuser: boolean;
  bypasses: boolean;
  creates: boolean;
  owns: boolean;
  member: boolean;
}

const PROBLEMS: readonly [(facts: RoleFacts) => boolean, string][] = [
  [(facts) => facts.superuser, 'a superuser'],
  [(facts) => facts.bypasses, 'allowed to bypass row-level security (BYPASSRLS)'],
  [(facts) => facts.creates, 'allowed to create roles (CREATEROLE)'],
  [(facts) => facts.owns, 'an owner of tables, or a member of their owner'],
  [(facts) => !facts.member, 'without membership in openfolio_app, openfolio_identity and openfolio_ops'],
];

/** @throws PublicError DATABASE_ROLE_UNSAFE */
export async function checkRuntimeRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<RoleFacts>(RUNTIME_ROLE);
  const [facts] = rows;
  const problem = PROBLEMS.find(([applies]) => facts === undefined || applies(facts));
  if (problem) throw storageError('DATABASE_ROLE_UNSAFE', { params: { problem: problem[1] } });
}
