import type { Statement, TextRow } from '../../operation/index.js';

/** A customer whom a version concerned, from the records of what it read. */
export interface AffectedCustomer {
  readonly customerId: string;
  readonly runs: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** `Type.field` that left for the version. */
  readonly fields: readonly string[];
}

const CUSTOMERS_MAX = 10_000;

/**
 * From the operations' own records, not from what the plugin says: also of runs that failed or were broken off after they had
 * read. Row-level security shows these rows to who may stop plugins.
 */
export function affectedBy(versionId: string): Statement {
  return {
    name: 'plugin_affected',
    text: `SELECT r.customer_id, count(DISTINCT r.id), to_jsonb(min(r.started_at)) #>> '{}', to_jsonb(max(r.started_at)) #>> '{}',
       to_jsonb(array_agg(DISTINCT f.field ORDER BY f.field))
     FROM plugin_run r JOIN operation_record o ON o.id = r.input_operation_id AND o.outcome = 'OK' CROSS JOIN unnest(o.fields) AS f (field)
     WHERE r.version_id = $1 AND r.customer_id IS NOT NULL GROUP BY r.customer_id ORDER BY r.customer_id LIMIT ${CUSTOMERS_MAX}`,
    values: [versionId],
  };
}

export function asAffected([customerId, runs, firstAt, lastAt, fields]: TextRow): AffectedCustomer {
  return {
    customerId: customerId ?? '',
    runs: Number(runs),
    firstAt: firstAt ?? '',
    lastAt: lastAt ?? '',
    fields: JSON.parse(fields ?? '[]') as string[],
  };
}
