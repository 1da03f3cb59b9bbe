import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { actingPerson, type OperationContext, type ReadResolvers } from '../../operation/index.js';
import { Cost, RequiresScopes } from '../../operation/schema/directives.js';
import { Idempotent } from '../../operation/schema/idempotent.js';
import { holderOf, type KeyedAct } from '../../storage/index.js';
import type { PreviewAudience } from '../choose/preview-audience.js';
import type { ApproveCampaign } from '../flight/approve-campaign.js';
import type { ProposeContent } from '../flight/propose-content.js';
import type { ReleaseCampaign } from '../flight/release-campaign.js';
import type { WriteCampaign } from '../flight/write-campaign.js';
import { withUserErrors } from '../mutation-answers.js';
import {
  CampaignIdInput,
  CampaignPayload,
  CampaignPlanInput,
  CampaignReasonInput,
  DecideCampaignCopyInput,
  DryRunCampaignInput,
  DryRunCampaignPayload,
  EditCampaignInput,
} from './campaign.inputs.js';
import { toPlan } from './plan-input.js';
import { WidenCampaignInput } from './widen-campaign.input.js';

interface Needs {
  readonly reads: ReadResolvers;
  readonly writeCampaign: WriteCampaign;
  readonly approveCampaign: ApproveCampaign;
  readonly releaseCampaign: ReleaseCampaign;
  readonly previewAudience: PreviewAudience;
  readonly proposeContent: ProposeContent;
}

/** What staff do with campaigns. Each act is a row of `flight/campaign-states.ts`. */
@Resolver()
export class CampaignActsResolver {
  readonly #needs: Needs;

  constructor(dependencies: Needs) {
    this.#needs = dependencies;
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Idempotent()
  @Mutation(() => CampaignPayload, { description: 'Writes a campaign; it begins as a draft.' })
  createCampaign(
    @Arg('input', () => CampaignPlanInput, { description: 'The campaign.' }) input: CampaignPlanInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    const plan = toPlan(input);
    const once = onceOf(context, 'createCampaign', input.idempotencyKey, plan);
    return this.#after(context, () => this.#needs.writeCampaign.create(plan, actingPerson(context).id, once));
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Idempotent()
  @Mutation(() => CampaignPayload, {
    description: 'Changes what is given. The approval is void at once and what runs stops: it is a draft again.',
  })
  editCampaign(
    @Arg('input', () => EditCampaignInput, { description: 'The changes.' }) { id, ...input }: EditCampaignInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId, personId) => {
      const changes = toPlan(input);
      const once = onceOf(context, 'editCampaign', input.idempotencyKey, { campaignId, changes });
      return this.#needs.writeCampaign.edit(campaignId, changes, personId, once);
    });
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Mutation(() => CampaignPayload, {
    description: 'Asks installed plugins (`campaign.content`) for words, and writes what they propose into the draft.',
  })
  proposeCampaignContent(
    @Arg('input', () => CampaignIdInput, { description: 'Which.' }) { id }: CampaignIdInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId, personId) => this.#needs.proposeContent.propose(campaignId, personId));
  }

  @RequiresScopes('campaigns:launch')
  @Cost(100)
  @Mutation(() => DryRunCampaignPayload, {
    description: 'Counts whom the campaign would choose, with masked examples; chooses and tells nobody.',
  })
  dryRunCampaign(
    @Arg('input', () => DryRunCampaignInput, { description: 'Which.' }) { id, day }: DryRunCampaignInput,
    @Ctx() context: OperationContext,
  ): Promise<DryRunCampaignPayload> {
    return withUserErrors(
      async () => {
        const previewId = await this.#needs.previewAudience.make(context.ids.decode('cmp', id), day ?? undefined);
        const shown = { id: context.ids.encode('cpv', previewId) };
        return { preview: await this.#needs.reads.root('campaignPreview', shown, context) };
      },
      { preview: null },
    );
  }

  @RequiresScopes('campaigns:launch')
  @Cost(20)
  @Mutation(() => CampaignPayload, { description: 'Hands a draft in: the rules judge its words.' })
  submitCampaign(
    @Arg('input', () => CampaignIdInput, { description: 'Which.' }) { id }: CampaignIdInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId, personId) => this.#needs.approveCampaign.submit(campaignId, personId));
  }

  @RequiresScopes('copy:decide')
  @Cost(10)
  @Mutation(() => CampaignPayload, {
    description: 'Decides about a wording that the rules leave to a person. Not for its authors.',
  })
  decideCampaignCopy(
    @Arg('input', () => DecideCampaignCopyInput, { description: 'The decision.' }) input: DecideCampaignCopyInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    const { id, variant: label, decision, reason } = input;
    return this.#act(context, id, (campaignId) =>
      this.#needs.approveCampaign.decide(context, { campaignId, label }, decision, reason),
    );
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Mutation(() => CampaignPayload, {
    description: 'Approves the campaign exactly as it is. Not for those who wrote in it or handed it in.',
  })
  approveCampaign(
    @Arg('input', () => CampaignIdInput, { description: 'Which.' }) { id }: CampaignIdInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId) => this.#needs.approveCampaign.approve(context, campaignId));
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Mutation(() => CampaignPayload, { description: 'Gives a campaign back to its author.' })
  returnCampaign(
    @Arg('input', () => CampaignReasonInput, { description: 'Which, and why.' }) { id, reason }: CampaignReasonInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId, personId) =>
      this.#needs.approveCampaign.return(campaignId, personId, reason),
    );
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Mutation(() => CampaignPayload, { description: 'Lets an approved campaign speak, to 5 % of customers.' })
  releaseCampaign(
    @Arg('input', () => CampaignIdInput, { description: 'Which.' }) { id }: CampaignIdInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId, personId) => this.#needs.releaseCampaign.release(campaignId, personId));
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Idempotent()
  @Mutation(() => CampaignPayload, {
    description: 'The next stage: 25 %, then all. Without a key a repetition is one stage more.',
  })
  widenCampaign(
    @Arg('input', () => WidenCampaignInput, { description: 'Which.' }) { id, idempotencyKey }: WidenCampaignInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId, personId) => {
      const once = onceOf(context, 'widenCampaign', idempotencyKey, campaignId);
      return this.#needs.releaseCampaign.widen(campaignId, personId, once);
    });
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Mutation(() => CampaignPayload, { description: 'Stops a campaign at once; one person is enough.' })
  haltCampaign(
    @Arg('input', () => CampaignReasonInput, { description: 'Which, and why.' }) { id, reason }: CampaignReasonInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId, personId) =>
      this.#needs.releaseCampaign.halt(campaignId, personId, reason),
    );
  }

  @RequiresScopes('campaigns:launch')
  @Cost(10)
  @Mutation(() => CampaignPayload, { description: 'Ends a campaign for good.' })
  endCampaign(
    @Arg('input', () => CampaignIdInput, { description: 'Which.' }) { id }: CampaignIdInput,
    @Ctx() context: OperationContext,
  ): Promise<CampaignPayload> {
    return this.#act(context, id, (campaignId, personId) => this.#needs.releaseCampaign.end(campaignId, personId));
  }

  #act(
    context: OperationContext,
    id: string,
    act: (campaignId: string, personId: string) => Promise<unknown>,
  ): Promise<CampaignPayload> {
    return this.#after(context, async () => {
      const campaignId = context.ids.decode('cmp', id);
      await act(campaignId, actingPerson(context).id);
      return campaignId;
    });
  }

  #after(context: OperationContext, act: () => Promise<string>): Promise<CampaignPayload> {
    return withUserErrors(
      async () => {
        const id = context.ids.encode('cmp', await act());
        return { campaign: await this.#needs.reads.root('campaign', { id }, context) };
      },
      { campaign: null },
    );
  }
}

function onceOf({ grant, clock }: OperationContext, act: string, key: KeyedAct['key'], input: unknown): KeyedAct {
  return { holder: holderOf(grant), act, key, input, now: clock.now() };
}
