import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { OperationContext } from '../../operation/operation-context.js';
import { Cost, ListSize, RequiresScopes } from '../../operation/schema/directives.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import { identityError } from '../identity.errors.js';
import {
  ConnectedAppType,
  type GrantedScopeType,
  ReconfirmGrantInput,
  ReconfirmGrantPayload,
  RevokeGrantInput,
  RevokeGrantPayload,
} from './connected-app.type.js';
import { asConnectedApp, connectedAppsAt } from './connected-apps.sql.js';
import type { ReconfirmGrant } from './reconfirm-grant.js';
import type { RevokeGrant } from './revoke-grant.js';

const GRANT_ID = 'grt';

/** The customer's view of who may read. First-party scopes: no app learns from here which other apps are connected. */
@Resolver()
export class GrantsResolver {
  readonly #revokeGrant: RevokeGrant;
  readonly #reconfirmGrant: ReconfirmGrant;
  readonly #scopeTable: ScopeTable;

  constructor(dependencies: { revokeGrant: RevokeGrant; reconfirmGrant: ReconfirmGrant; scopeTable: ScopeTable }) {
    this.#revokeGrant = dependencies.revokeGrant;
    this.#reconfirmGrant = dependencies.reconfirmGrant;
    this.#scopeTable = dependencies.scopeTable;
  }

  @RequiresScopes('grants:read')
  @ListSize(20)
  @Query(() => [ConnectedAppType], { description: 'Apps that hold a live consent of this customer, newest first.' })
  async connectedApps(@Ctx() context: OperationContext): Promise<ConnectedAppType[]> {
    const [rows = []] = await context.reach.read([connectedAppsAt(context.clock.now())]);
    context.count('ConnectedApp', rows.length);
    return rows.map(asConnectedApp).map((row) => ({
      ...row,
      grantId: context.ids.encode(GRANT_ID, row.grantId),
      accountIds: row.accountIds.map((id) => context.ids.encode('acc', id)),
      scopes: row.scopes.flatMap((scope) => this.#inWords(scope)),
    }));
  }

  @RequiresScopes('grants:write')
  @Cost(10)
  @Mutation(() => RevokeGrantPayload, {
    description:
      'Ends a consent at once: the app’s next request is refused, and it learns of it by the event `grant.revoked`. Ending it twice is an error and changes nothing.',
  })
  async revokeGrant(
    @Arg('input', () => RevokeGrantInput, { description: 'Which consent to end.' }) input: RevokeGrantInput,
    @Ctx() context: OperationContext,
  ): Promise<RevokeGrantPayload> {
    const grantId = context.ids.decode(GRANT_ID, input.grantId);
    const { customerId } = context.grant;
    const ended =
      customerId !== null && (await this.#revokeGrant.revoke({ grantId, customerId, revokedBy: 'CUSTOMER' }));
    return ended
      ? { revokedGrantId: input.grantId, userErrors: [] }
      : { revokedGrantId: null, userErrors: [noSuchGrant()] };
  }

  @RequiresScopes('grants:write')
  @Cost(10)
  @Mutation(() => ReconfirmGrantPayload, {
    description:
      'Confirms a consent again: it holds for 90 more days, never beyond its end, with the rights and accounts it has. The app learns of it by the event `grant.reconfirmed`.',
  })
  async reconfirmGrant(
    @Arg('input', () => ReconfirmGrantInput, { description: 'Which consent to confirm again.' })
    input: ReconfirmGrantInput,
    @Ctx() context: OperationContext,
  ): Promise<ReconfirmGrantPayload> {
    const grantId = context.ids.decode(GRANT_ID, input.grantId);
    const { customerId } = context.grant;
    const until = customerId === null ? undefined : await this.#reconfirmGrant.reconfirm({ grantId, customerId });
    return until === undefined
      ? { reconfirmBy: null, userErrors: [noSuchGrant()] }
      : { reconfirmBy: new Date(until).toISOString(), userErrors: [] };
  }

  #inWords(scope: string): GrantedScopeType[] {
    const definition = this.#scopeTable[scope];
    if (!definition) return []; // a scope that a later release retired opens no field any more
    const { titleEn, titleZh, plainEn, plainZh } = definition;
    return [{ scope, titleEn, titleZh, plainEn, plainZh }];
  }
}

function noSuchGrant() {
  const { code, message } = identityError('GRANT_NOT_FOUND');
  return { field: ['input', 'grantId'], code, message };
}
