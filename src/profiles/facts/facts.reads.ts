import { connection, instant, json, type ReadDeclarations, text, token } from '../../operation/index.js';

/** What is concluded of the customer, for the customer alone: row-level security opens it to the brokerage's own pages. */
export const FACT_READS: ReadDeclarations = {
  types: [
    {
      type: 'CustomerFact',
      from: 'profile_fact @',
      key: '@.id',
      joins: { i: 'LEFT JOIN instrument @i ON @i.id = @.instrument_id' },
      fields: {
        kind: token('@.kind'),
        aboutEn: text("COALESCE(@i.name_en, NULLIF(@.subject, ''))"),
        aboutZh: text("COALESCE(@i.name_zh, NULLIF(@.subject, ''))"),
        value: json('@.value'),
        computedFrom: text("@.source ->> 'from'"),
        day: token('@.day'),
        computedAt: instant('@.computed_at'),
      },
    },
  ],
  roots: { customerFacts: connection('CustomerFact', { orderBy: ['^.kind', '^.subject'] }) },
};
