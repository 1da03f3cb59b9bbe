import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArguments } from '../operation/schema/connection.js';
import { CurrencyCodeScalar } from '../operation/schema/scalars.js';
import { InstrumentType, ProductRiskLevel } from './instrument.enums.js';

@InputType({
  description: 'Which instruments to list. All given conditions hold together; an absent one filters nothing.',
})
export class InstrumentFilter {
  @Field(() => [String], { nullable: true, description: 'Traded on one of these venues (ISO 10383).' })
  mics?: string[];

  @Field(() => [InstrumentType], { nullable: true, description: 'Of one of these kinds.' })
  types?: InstrumentType[];

  @Field(() => [ProductRiskLevel], { nullable: true, description: 'Of one of these risk classes.' })
  riskLevels?: ProductRiskLevel[];

  @Field(() => [CurrencyCodeScalar], { nullable: true, description: 'Priced in one of these currencies.' })
  currencies?: string[];

  @Field(() => String, { nullable: true, description: 'Of exactly this sector.' })
  sector?: string;

  @Field(() => Boolean, { nullable: true, description: 'Tradable (or not) through Stock Connect.' })
  connectEligible?: boolean;

  @Field(() => String, { nullable: true, description: 'Symbol or one of the names contains this text, in any case.' })
  search?: string;
}

@ArgsType()
export class InstrumentsArguments extends PageArguments {
  @Field(() => InstrumentFilter, { nullable: true, description: 'Which instruments; default: all.' })
  filter?: InstrumentFilter;
}

@ArgsType()
export class InstrumentArguments {
  @Field(() => ID, { nullable: true, description: 'Id of the instrument. Pass either this, or `mic` and `symbol`.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Venue, ISO 10383. Goes with `symbol`.' })
  mic?: string;

  @Field(() => String, { nullable: true, description: "The venue's symbol. Goes with `mic`." })
  symbol?: string;
}

@InputType({ description: 'An instrument by its name in the world.' })
export class InstrumentKeyInput {
  @Field(() => String, { description: 'Venue, ISO 10383.' })
  mic!: string;

  @Field(() => String, { description: "The venue's symbol." })
  symbol!: string;
}
