import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { AttemptLimiter } from '../../operation/attempts.js';
import { FormGuard } from '../pages/form-guard.js';
import { answerErrorsWithPages } from '../pages/send-page.js';
import { IdentitySecrets } from '../secrets.js';
import { EndSessions } from './end-sessions.js';
import { AcceptInvitation } from './invitations/accept-invitation.js';
import { DOORS } from './invitations/invitation-link.js';
import { Invite } from './invitations/invite.js';
import { HomeSteps } from './pages/home-steps.js';
import { InvitationSteps } from './pages/invitation-steps.js';
import { PeopleDoor } from './pages/people-door.js';
import { SignInSteps } from './pages/sign-in-steps.js';
import type { PersonKind } from './roles.js';
import { SealedSecrets } from './sealed-secrets.js';
import { EnrolTotp } from './second-factor/enrol-totp.js';
import { Passkeys } from './second-factor/passkeys.js';
import { CheckPassword } from './sign-in/check-password.js';
import { CheckSecondFactor } from './sign-in/check-second-factor.js';
import { PeopleSessions } from './sign-in/people-sessions.js';
import { SignedInPeople } from './signed-in-person.js';

export interface PeopleRoutesDependencies {
  /** As the identity role. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** The platform's 32 bytes. */
  readonly secret: Buffer;
  readonly limit: AttemptLimiter;
}

/** The two doors for people: `/staff` and `/publisher`, alike but for who comes in. */
export function peopleRoutes(dependencies: PeopleRoutesDependencies): FastifyPluginAsync {
  return async (app) => {
    answerErrorsWithPages(app);
    await app.register(cookie);
    await app.register(formbody, { bodyLimit: 32 * 1024 });
    for (const kind of ['STAFF', 'MEMBER'] as const) addDoor(app, kind, dependencies);
  };
}

function addDoor(app: FastifyInstance, kind: PersonKind, dependencies: PeopleRoutesDependencies): void {
  const { secret, publicUrl } = dependencies;
  const guard = new FormGuard({ publicUrl, secrets: new IdentitySecrets(secret) });
  const base = DOORS[kind];
  const door = new PeopleDoor({ base, sessions: new PeopleSessions({ ...dependencies, kind }), guard, publicUrl });
  const parts = partsOf(dependencies);
  const signIn = new SignInSteps(door, parts);
  const home = new HomeSteps(door, parts);
  const invitations = new InvitationSteps(door, parts);
  app.get(base, (request, reply) => home.show(request, reply));
  app.get(`${base}/sign-in`, (request, reply) => signIn.showPassword(request, reply));
  app.post(`${base}/sign-in`, (request, reply) => signIn.password(request, reply));
  app.get(`${base}/second-factor`, (request, reply) => signIn.showSecondFactor(request, reply));
  app.post(`${base}/second-factor`, (request, reply) => signIn.secondFactor(request, reply));
  app.post(`${base}/passkey`, (request, reply) => signIn.passkey(request, reply));
  app.post(`${base}/passkeys`, (request, reply) => home.addPasskey(request, reply));
  app.post(`${base}/sign-out`, (request, reply) => home.signOut(request, reply, false));
  app.post(`${base}/sign-out-everywhere`, (request, reply) => home.signOut(request, reply, true));
  app.get(`${base}/invitation`, (request, reply) => invitations.show(request, reply));
  app.post(`${base}/invitation`, (request, reply) => invitations.accept(request, reply));
  if (kind === 'MEMBER') app.post(`${base}/invitations`, (request, reply) => invitations.make(request, reply));
}

function partsOf(dependencies: PeopleRoutesDependencies) {
  const { pool, publicUrl, secret } = dependencies;
  const sealed = new SealedSecrets(secret);
  const checkPassword = new CheckPassword(dependencies);
  return {
    pool,
    publicUrl,
    checkPassword,
    checkSecondFactor: new CheckSecondFactor({ ...dependencies, sealed }),
    enrolTotp: new EnrolTotp({ ...dependencies, sealed }),
    passkeys: new Passkeys(dependencies),
    people: new SignedInPeople({ pool }),
    endSessions: new EndSessions(dependencies),
    invite: new Invite(dependencies),
    acceptInvitation: new AcceptInvitation({ ...dependencies, checkPassword }),
  };
}
