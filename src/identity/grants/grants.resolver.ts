import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { OperationContext } from '../../operation/operation-context.js';
import { Cost, ListSize, RequiresScopes } from '../../operation/schema/directives.js';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import { identityError } from '../identity.errors.js';
import { ConnectedAppType, type GrantedScopeType, RevokeGrantInput, RevokeGrantPayload } from './connected-app.type.js';
import { asConnectedApp, connectedAppsAt } from './connected-apps.sql.js';
import type { RevokeGrant } from './revoke-grant.js';

const GRANT_ID = 'grt';

/** The customer's view of who may read. First-party scopes: no app learns from here which other apps are connected. */
@Resolver()
export class GrantsResolver {
  readonly #revokeGrant: RevokeGrant;
  readonly #scopeTable: ScopeTable;

  constructor(dependencies: { revokeGrant: RevokeGrant; scopeTable: ScopeTable }) {
    this.#revokeGrant = dependencies.revokeGrant;
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
    if (ended) return { revokedGrantId: input.grantId, userErrors: [] };
    const { code, message } = identityError('GRANT_NOT_FOUND');
    return { revokedGrantId: null, userErrors: [{ field: ['input', 'grantId'], code, message }] };
  }

  #inWords(scope: string): GrantedScopeType[] {
    const definition = this.#scopeTable[scope];
    if (!definition) return []; // a scope that a later release retired opens no field any more
    const { titleEn, titleZh, plainEn, plainZh } = definition;
    return [{ scope, titleEn, titleZh, plainEn, plainZh }];
  }
}
