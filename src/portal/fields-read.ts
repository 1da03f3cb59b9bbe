/** The scope that opens each type of the API with customer data; a field of another type is part of one of these. */
const SCOPE_OF_TYPE: Readonly<Record<string, string>> = {
  Customer: 'profile:read',
  Account: 'accounts:read',
  Balance: 'balances:read',
  Transaction: 'transactions:read',
  Charge: 'transactions:read',
  Position: 'positions:read',
  Lot: 'positions:read',
  TaxYear: 'positions:read',
  Portfolio: 'portfolio:read',
  Performance: 'portfolio:read',
  PerformanceDay: 'portfolio:read',
  Allocation: 'portfolio:read',
  AllocationSlice: 'portfolio:read',
  Concentration: 'portfolio:read',
  Ticket: 'tickets:read',
  TicketMessage: 'tickets:read',
  InvestmentPlan: 'plans:read',
  Instrument: 'market:read',
  Quote: 'market:read',
  PriceBar: 'market:read',
  FxRate: 'market:read',
  TradingVenue: 'market:read',
  TradingDay: 'market:read',
};

/** A field that has a scope of its own. */
const SCOPE_OF_FIELD: Readonly<Record<string, string>> = {
  'Customer.nameEn': 'profile:name',
  'Customer.nameZh': 'profile:name',
};

/** Which scopes the fields, as coordinates `Type.field`, were read under. */
export function scopesUsed(fieldsRead: readonly string[]): ReadonlySet<string> {
  return new Set(fieldsRead.flatMap((field) => SCOPE_OF_FIELD[field] ?? SCOPE_OF_TYPE[typeOf(field)] ?? []));
}

/** Without what only leads to the data: entry points, connections and edges. */
export function dataFields(fieldsRead: readonly string[]): string[] {
  return fieldsRead.filter((field) => typeOf(field) in SCOPE_OF_TYPE).sort();
}

function typeOf(field: string): string {
  return field.split('.')[0] ?? '';
}
