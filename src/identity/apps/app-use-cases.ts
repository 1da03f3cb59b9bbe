import type { MikroORM } from '@mikro-orm/core';
import type { Clock } from '../../kernel/clock.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import { ChangeAppStatus } from './change-app-status.js';
import { RegisterApp } from './register-app.js';
import { InviteApp } from './registration/invite-app.js';
import { ManageClient } from './registration/manage-client.js';
import { RegisterClient } from './registration/register-client.js';

export type AppUseCases = ReturnType<typeof appUseCases>;

/** All that changes an app; each door (GraphQL, registration, command line) gets those it needs. */
export function appUseCases(dependencies: { orm: MikroORM; clock: Clock; scopeTable: ScopeTable; sandbox: boolean }) {
  const registerApp = new RegisterApp(dependencies);
  const changeAppStatus = new ChangeAppStatus(dependencies);
  return {
    registerApp,
    changeAppStatus,
    inviteApp: new InviteApp(dependencies),
    registration: {
      registerClient: new RegisterClient({ ...dependencies, registerApp }),
      manageClient: new ManageClient({ ...dependencies, registerApp, changeAppStatus }),
    },
  };
}
