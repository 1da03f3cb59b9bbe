import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { OperationContext } from '../operation/index.js';
import { Cost, RequiresScopes } from '../operation/schema/directives.js';
import { orUserErrors } from '../operation/schema/or-user-errors.js';
import { DryRunHookInput, DryRunHookPayload, ReplayDeliveriesInput, ReplayDeliveriesPayload } from './hook.inputs.js';
import type { DryRunHook } from './hooks/dry-run-hook.js';
import type { ReplayDeliveries } from './hooks/replay-deliveries.js';
import { asUserError, ownAppOf, placeAt } from './mutation-answers.js';
import { webhookError } from './webhooks.errors.js';

/** Trying a payload before it is sent, and sending again what was. */
@Resolver()
export class HookToolsResolver {
  readonly #replay: ReplayDeliveries;
  readonly #dryRun: DryRunHook;

  constructor(dependencies: { replayDeliveries: ReplayDeliveries; dryRunHook: DryRunHook }) {
    this.#replay = dependencies.replayDeliveries;
    this.#dryRun = dependencies.dryRunHook;
  }

  @RequiresScopes('hooks:manage')
  @Cost(20)
  @Mutation(() => ReplayDeliveriesPayload, {
    description: 'Sends deliveries again: one, or all of a hook in a span. Same `webhook-id`, same bytes.',
  })
  replayDeliveries(
    @Arg('input', () => ReplayDeliveriesInput, { description: 'Which.' }) input: ReplayDeliveriesInput,
    @Ctx() context: OperationContext,
  ): Promise<ReplayDeliveriesPayload> {
    return orUserErrors<ReplayDeliveriesPayload>(
      { replayed: null, userErrors: [] },
      placeAt('deliveryId'),
      async () => {
        const appId = ownAppOf(context);
        if (input.deliveryId != null) {
          const found = await this.#replay.one(appId, context.ids.decode('msg', input.deliveryId));
          if (!found) throw webhookError('HOOK_NOT_FOUND');
          return { replayed: 1, userErrors: [] };
        }
        if (input.hookId == null || input.from == null || input.to == null) return noSpan();
        const hookId = context.ids.decode('hook', input.hookId);
        const range = { hookId, from: input.from, to: input.to, onlyUndelivered: input.onlyUndelivered ?? true };
        return { replayed: await this.#replay.range(appId, range), userErrors: [] };
      },
    );
  }

  @RequiresScopes('hooks:manage')
  @Cost(20)
  @Mutation(() => DryRunHookPayload, {
    description: 'Renders a document for a past event under the consent of today, and sends nothing.',
  })
  dryRunHook(
    @Arg('input', () => DryRunHookInput, { description: 'Which event, which document.' }) input: DryRunHookInput,
    @Ctx() context: OperationContext,
  ): Promise<DryRunHookPayload> {
    const nothing: DryRunHookPayload = { payload: null, requiredScopes: null, cost: null, userErrors: [] };
    return orUserErrors(nothing, placeAt('eventId'), async () => {
      const appId = ownAppOf(context);
      const eventId = context.ids.decode('evt', input.eventId);
      const source =
        input.document != null
          ? { document: input.document }
          : { hookId: context.ids.decode('hook', input.hookId ?? '') };
      const outcome = await this.#dryRun.run(appId, eventId, source);
      const facts = {
        requiredScopes: outcome.document?.required.map((requirement) => requirement.flat()) ?? null,
        cost: outcome.document?.cost ?? null,
      };
      if ('payload' in outcome) return { payload: outcome.payload, ...facts, userErrors: [] };
      const { code, reason } = outcome;
      return { payload: null, ...facts, userErrors: [{ field: ['input'], code, message: reason }] };
    });
  }
}

function noSpan(): ReplayDeliveriesPayload {
  const error = webhookError('HOOK_LIMIT_INVALID', {
    params: { field: 'from and to', min: 'a span', max: 'of a hook' },
  });
  return { replayed: null, userErrors: [asUserError({ field: 'hookId', error })] };
}
