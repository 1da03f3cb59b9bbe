export { type Actor, OPERATOR } from './actor.js';
export { BrokerageProvider, type BrokerageProviderOptions } from './customers/brokerage-provider.js';
export { CustomerSignIn } from './customers/customer-sign-in.js';
export { CALLBACK_PATH } from './customers/customer-sign-in-routes.js';
export * from './desks/index.js';
export { findPublisherId } from './find-publisher.js';
export { invitationLink } from './invitations/invitation-link.js';
export { Invite, type Invited } from './invitations/invite.js';
export { addPeopleCommands, type PeopleCommandParts } from './people.command.js';
export { PEOPLE_ERRORS, peopleError } from './people.errors.js';
export type { PersonEvents } from './people.events.js';
export { type PeopleRoutesDependencies, peopleRoutes } from './people-routes.js';
export { type PeopleUseCases, peopleUseCases } from './people-use-cases.js';
export {
  actsOfMember,
  actsOfStaff,
  type PersonKind,
  PUBLISHER_ROLES,
  type PublisherAct,
  type PublisherRole,
  STAFF_ROLES,
  type StaffAct,
  type StaffRole,
} from './roles.js';
export { ATTEMPT_RULES } from './sign-in/attempt-rules.js';
export { PeopleSessions, type PersonSession } from './sign-in/people-sessions.js';
export { type Membership, SignedInPeople } from './signed-in-person.js';
export { SuspendPerson } from './suspend-person.js';
export { VerifyDomain } from './verify-domain.js';
