import { marketError } from '../market.errors.js';

/** One continuous stretch of trading in the venue's local time, `HH:MM`. */
export interface SessionHours {
  readonly opens: string;
  readonly closes: string;
}

/** The rule book of trading and settlement days that a venue follows. */
export type CalendarKey = 'CN' | 'HK' | 'US';

export interface Venue {
  /** ISO 10383. */
  readonly mic: string;
  readonly nameEn: string;
  readonly nameZh: string;
  /** Trading currency, ISO 4217. */
  readonly currency: string;
  /** IANA zone of `sessions` and of the trade date. */
  readonly timeZone: string;
  readonly calendar: CalendarKey;
  /** Continuous trading of a full day, in order; the hours in force today (auctions left out). */
  readonly sessions: readonly SessionHours[];
  /** End of trading on an early close; `null`: the venue has none. */
  readonly earlyClose: string | null;
}

const CN_HOURS = [
  { opens: '09:30', closes: '11:30' },
  { opens: '13:00', closes: '15:00' },
];
const HK_HOURS = [
  { opens: '09:30', closes: '12:00' },
  { opens: '13:00', closes: '16:00' },
];
const US_HOURS = [{ opens: '09:30', closes: '16:00' }];

const MAINLAND = {
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  calendar: 'CN',
  sessions: CN_HOURS,
  earlyClose: null,
} as const;
const HONG_KONG = {
  currency: 'HKD',
  timeZone: 'Asia/Hong_Kong',
  calendar: 'HK',
  sessions: HK_HOURS,
  earlyClose: '12:00',
} as const;
const NEW_YORK = {
  currency: 'USD',
  timeZone: 'America/New_York',
  calendar: 'US',
  sessions: US_HOURS,
  earlyClose: '13:00',
} as const;

/** Source of hours: the exchanges' own trading-hours pages (SSE, SZSE, BSE, HKEX, NYSE, Nasdaq). */
export const VENUES: readonly Venue[] = [
  { mic: 'XSHG', nameEn: 'Shanghai Stock Exchange', nameZh: '上海证券交易所', ...MAINLAND },
  { mic: 'XSHE', nameEn: 'Shenzhen Stock Exchange', nameZh: '深圳证券交易所', ...MAINLAND },
  { mic: 'BJSE', nameEn: 'Beijing Stock Exchange', nameZh: '北京证券交易所', ...MAINLAND },
  { mic: 'XHKG', nameEn: 'Stock Exchange of Hong Kong', nameZh: '香港联合交易所', ...HONG_KONG },
  { mic: 'XNYS', nameEn: 'New York Stock Exchange', nameZh: '纽约证券交易所', ...NEW_YORK },
  { mic: 'XNAS', nameEn: 'Nasdaq', nameZh: '纳斯达克证券交易所', ...NEW_YORK },
  { mic: 'ARCX', nameEn: 'NYSE Arca', nameZh: '纽约证券交易所高增长板市场', ...NEW_YORK },
  { mic: 'XASE', nameEn: 'NYSE American', nameZh: '纽约证券交易所美国板市场', ...NEW_YORK },
];

const BY_MIC: ReadonlyMap<string, Venue> = new Map(VENUES.map((venue) => [venue.mic, venue]));

/** @throws PublicError VENUE_UNKNOWN */
export function venueOf(mic: string): Venue {
  const venue = BY_MIC.get(mic);
  if (!venue) throw marketError('VENUE_UNKNOWN', { params: { known: VENUES.map((known) => known.mic).join(', ') } });
  return venue;
}
