import type { Reach, Statement } from '../operation/reach.js';

/**
 * The last column says whether the grant stands, in the very snapshot that the rows come from: what a gateway knows of an
 * end may be late by the time a notification takes, this is not. Row-level security shows the grant to its own
 * customer or person only, so an evaluation before the other columns would find none and refuse: it fails closed.
 */
const GRANT_STANDS = "(SELECT 1 FROM access_grant WHERE id = NULLIF($4, '')::uuid AND revoked_at IS NULL)";

const REACH =
  "set_config('openfolio.customer_id', $1, true), set_config('openfolio.account_ids', $2, true), set_config('openfolio.app_id', $3, true)";

const BIND_REACH = `SELECT ${REACH}, ${GRANT_STANDS}`;

/** A statement of its own, so that the many operations without a person set three settings and not six. */
const BIND_PERSON = `SELECT ${REACH}, set_config('openfolio.person_id', $5, true), set_config('openfolio.publisher_id', $6, true),
  set_config('openfolio.acts', $7, true), ${GRANT_STANDS}`;

/** Sets a reach for one transaction. */
export interface Binding {
  readonly statement: Statement;
  /** The statement's last column must be 1, or nothing is answered. */
  readonly asksForGrant: boolean;
}

export function bindingOf(reach: Reach): Binding {
  const { customerId, accountIds, appId, person } = reach;
  // An app on its own has no rows to hold back, and row-level security would not show its grant.
  const grant = customerId === null && !person ? '' : (reach.grantId ?? '');
  const accounts = accountIds === '*' ? '*' : arrayLiteral(accountIds);
  const values = [customerId ?? '', accounts, appId ?? '', grant];
  const statement = person
    ? {
        name: 'bind_person',
        text: BIND_PERSON,
        values: [...values, person.id, person.publisherId ?? '', arrayLiteral([...person.acts])],
      }
    : { name: 'bind_reach', text: BIND_REACH, values };
  return { statement, asksForGrant: grant !== '' };
}

/** Of words without quotes, commas and braces: ids and names of scopes. */
function arrayLiteral(words: readonly string[]): string {
  return `{${words.join(',')}}`;
}
