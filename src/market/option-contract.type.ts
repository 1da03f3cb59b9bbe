import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Cost, RequiresScopes } from '../operation/schema/directives.js';
import { DateScalar, DecimalScalar } from '../operation/schema/scalars.js';

export enum OptionKind {
  CALL = 'CALL',
  PUT = 'PUT',
}

export enum OptionStyle {
  AMERICAN = 'AMERICAN',
  EUROPEAN = 'EUROPEAN',
}

registerEnumType(OptionKind, {
  name: 'OptionKind',
  description: 'What the holder of an option may do.',
  valuesConfig: {
    CALL: { description: 'Buy the underlying at the strike.' },
    PUT: { description: 'Sell the underlying at the strike.' },
  },
});

registerEnumType(OptionStyle, {
  name: 'OptionStyle',
  description: 'When an option may be exercised.',
  valuesConfig: {
    AMERICAN: { description: 'On any day up to expiry.' },
    EUROPEAN: { description: 'At expiry alone.' },
  },
});

@Cost(0)
@RequiresScopes('market:read')
@ObjectType({ description: 'Terms of a listed option. Scope `market:read`.' })
export class OptionContract {
  @Field(() => OptionKind, { description: 'Call or put.' })
  kind!: OptionKind;

  @Field(() => OptionStyle, { description: 'When it may be exercised.' })
  style!: OptionStyle;

  @Field(() => DecimalScalar, {
    description: 'Exercise price per unit of the underlying, in the currency of the option’s prices.',
  })
  strike!: string;

  @Field(() => DateScalar, { description: 'Last day of exercise, in the zone of the venue.' })
  expiresOn!: string;

  @Field(() => DecimalScalar, { description: 'Units of the underlying per contract.' })
  multiplier!: string;
}
