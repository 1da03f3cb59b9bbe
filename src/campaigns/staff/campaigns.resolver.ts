import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import { Cost, ListSize, PagedList, RequiresAnyScope, RequiresScopes } from '../../operation/schema/directives.js';
import { AttributionModelEnum, CampaignStateEnum } from '../campaign.enums.js';
import { type AttributionModel, CONVENTIONS } from '../partners/attribution.js';
import type { ReadAttribution } from '../partners/read-attribution.js';
import {
  CAMPAIGN_READERS,
  CampaignActObject,
  CampaignAttributionObject,
  CampaignConnection,
  CampaignFiguresObject,
  CampaignObject,
  CampaignPreviewObject,
  CampaignVariantObject,
} from './campaign.type.js';

@ArgsType()
export class CampaignArguments extends PageArguments {
  @Field(() => [CampaignStateEnum], { nullable: true, description: 'Only campaigns in one of these states.' })
  states?: CampaignStateEnum[];
}

/** Campaigns as staff see them. Row-level security asks for the act, so the fields are thin. */
@Resolver(() => CampaignObject)
export class CampaignsResolver {
  readonly #reads: ReadResolvers;
  readonly #attribution: ReadAttribution;

  constructor(dependencies: { reads: ReadResolvers; readAttribution: ReadAttribution }) {
    this.#reads = dependencies.reads;
    this.#attribution = dependencies.readAttribution;
  }

  @PagedList()
  @RequiresAnyScope(...CAMPAIGN_READERS)
  @Query(() => CampaignConnection, { description: 'All campaigns, latest first.' })
  campaigns(@Args(() => CampaignArguments) args: CampaignArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('campaigns', args, context);
  }

  @RequiresAnyScope(...CAMPAIGN_READERS)
  @Query(() => CampaignObject, { nullable: true, description: 'One campaign; null when there is none.' })
  campaign(@Arg('id', () => ID, { description: 'Id of the campaign.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('campaign', { id }, context);
  }

  @RequiresScopes('campaigns:launch')
  @Query(() => CampaignPreviewObject, {
    nullable: true,
    description: 'A dry run that was made; null when there is none.',
  })
  campaignPreview(
    @Arg('id', () => ID, { description: 'Id of the preview.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('campaignPreview', { id }, context);
  }

  @ListSize(5)
  @FieldResolver(() => [CampaignVariantObject], { description: 'The wordings in use.' })
  variants(@Root() campaign: CampaignObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Campaign.variants', campaign, {}, context);
  }

  @ListSize(20)
  @FieldResolver(() => [CampaignActObject], { description: 'What was done to it, first to last.' })
  acts(@Root() campaign: CampaignObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Campaign.acts', campaign, {}, context);
  }

  @RequiresScopes('campaigns:launch')
  @Cost(20)
  @FieldResolver(() => CampaignFiguresObject, { nullable: true, description: 'What came of it so far.' })
  figures(@Root() campaign: CampaignObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Campaign.figures', campaign, {}, context);
  }

  @RequiresScopes('campaigns:launch')
  @Cost(50)
  @Query(() => CampaignAttributionObject, {
    description: 'Which partners had what part in a campaign’s conversions, messages of other campaigns included.',
  })
  async campaignAttribution(
    @Arg('id', () => ID, { description: 'Id of the campaign.' }) id: string,
    @Arg('model', () => AttributionModelEnum, { description: 'How a conversion is parted.' })
    model: AttributionModelEnum,
    @Ctx() context: OperationContext,
  ): Promise<CampaignAttributionObject> {
    const name: AttributionModel = model;
    const credits = await this.#attribution.of(context.ids.decode('cmp', id), name);
    return {
      model,
      convention: CONVENTIONS[name],
      credits: credits.map(({ campaignId, clientId, conversions }) => ({
        campaignId: context.ids.encode('cmp', campaignId),
        clientId,
        conversions: conversions.toFixed(),
      })),
    };
  }
}
