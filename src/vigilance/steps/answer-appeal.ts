import type pg from 'pg';

export interface AppealAnswer {
  readonly caseId: string;
  readonly personId: string;
  readonly reason: string;
}

/** @returns how many waited: one or none */
export async function answerAppeal(
  client: pg.PoolClient,
  { caseId, personId, reason }: AppealAnswer,
  state: 'ACCEPTED' | 'REJECTED',
  now: number,
): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE vigilance_appeal SET state = $2, decided_at = $3, decided_by = $4, reason = $5 WHERE case_id = $1 AND state = 'FILED'`,
    [caseId, state, new Date(now), personId, reason],
  );
  return rowCount ?? 0;
}
