import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { LocalDate } from '../kernel/local-date.js';
import { Cost, ListSize, RequiresScopes } from '../operation/schema/directives.js';
import { CurrencyCodeScalar, DateScalar } from '../operation/schema/scalars.js';

export enum SessionKind {
  FULL = 'FULL',
  EARLY_CLOSE = 'EARLY_CLOSE',
}

registerEnumType(SessionKind, {
  name: 'SessionKind',
  description: 'How long a venue trades on a trading day.',
  valuesConfig: {
    FULL: { description: 'All sessions.' },
    EARLY_CLOSE: { description: "Trading ends at the venue's `earlyClose`." },
  },
});

@Cost(0)
@RequiresScopes('market:read')
@ObjectType({
  description: "One continuous session of a full trading day, in the venue's local time. Scope `market:read`.",
})
export class TradingSession {
  @Field(() => String, { description: 'Start, `HH:MM`.' })
  opens!: string;

  @Field(() => String, { description: 'End, `HH:MM`.' })
  closes!: string;
}

@Cost(0)
@RequiresScopes('market:read')
@ObjectType({ description: 'A trading venue. Scope `market:read`.' })
export class TradingVenue {
  @Field(() => String, { description: 'ISO 10383 market identifier code.' })
  mic!: string;

  @Field(() => String, { description: 'English name.' })
  nameEn!: string;

  @Field(() => String, { description: 'Chinese name.' })
  nameZh!: string;

  @Field(() => CurrencyCodeScalar, { description: 'Trading currency.' })
  currency!: string;

  @Field(() => String, { description: 'IANA time zone of its sessions and trade dates.' })
  timeZone!: string;

  @ListSize(2)
  @Field(() => [TradingSession], { description: 'Sessions of a full day as they are today, auctions left out.' })
  sessions!: readonly TradingSession[];

  @Field(() => String, {
    nullable: true,
    description: 'End of trading on an early close, `HH:MM`; null where there are none.',
  })
  earlyClose!: string | null;
}

@Cost(0)
@RequiresScopes('market:read')
@ObjectType({ description: 'A day on which a venue trades. Scope `market:read`.' })
export class TradingDay {
  @Field(() => DateScalar, { description: 'The day, in the zone of the venue.' })
  date!: LocalDate;

  @Field(() => SessionKind, { description: 'How long the venue trades.' })
  session!: SessionKind;

  @Field(() => DateScalar, {
    nullable: true,
    description: "Settlement day of this day's trades; null where it lies beyond the calendar.",
  })
  settleDate!: LocalDate | null;
}

@Cost(1)
@RequiresScopes('market:read')
@ObjectType({ description: 'The trading days of a venue in a period. Scope `market:read`.' })
export class TradingCalendar {
  @Field(() => TradingVenue, { description: 'The venue.' })
  venue!: TradingVenue;

  @ListSize(280)
  @Field(() => [TradingDay], {
    description: 'Its trading days, oldest first; days that are not listed are not traded.',
  })
  days!: TradingDay[];
}
