import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { Invite } from './invitations/invite.js';
import { SuspendPerson } from './suspend-person.js';
import { VerifyDomain } from './verify-domain.js';

/** What is done to people from elsewhere than their own pages: the command line today. */
export interface PeopleUseCases {
  readonly invite: Invite;
  readonly suspendPerson: SuspendPerson;
  readonly verifyDomain: VerifyDomain;
}

/** @param dependencies.pool as the identity role */
export function peopleUseCases(dependencies: { pool: pg.Pool; clock: Clock }): PeopleUseCases {
  return {
    invite: new Invite(dependencies),
    suspendPerson: new SuspendPerson(dependencies),
    verifyDomain: new VerifyDomain(dependencies),
  };
}
