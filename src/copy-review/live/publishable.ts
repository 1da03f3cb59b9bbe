import type pg from 'pg';
import type { RequirementState, Verdict } from '../review/review-copy.js';

/** Why a text can't be shown yet; `undefined` when it can. */
export type Obstacle = 'BLOCKED' | 'INCOMPLETE' | 'UNDECIDED' | 'REJECTED';

export interface StoredJudgement {
  readonly verdict: Verdict;
  readonly requirements: readonly RequirementState[];
  readonly decision: 'APPROVED' | 'REJECTED' | null;
}

/** A person's approval reaches as far as words go: what blocks, and what is missing, no approval mends. */
export function obstacleOf({ verdict, requirements, decision }: StoredJudgement): Obstacle | undefined {
  if (verdict === 'BLOCK') return 'BLOCKED';
  if (requirements.some(({ missing }) => missing.length > 0)) return 'INCOMPLETE';
  if (verdict !== 'REVIEW') return undefined;
  if (decision === null) return 'UNDECIDED';
  return decision === 'REJECTED' ? 'REJECTED' : undefined;
}

interface Queryable {
  query<T extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<pg.QueryResult<T>>;
}

/** @returns the obstacle of a stored review, with the decision about it; BLOCKED when there is no such review */
export async function findObstacle(client: Queryable, reviewId: string): Promise<Obstacle | undefined> {
  const { rows } = await client.query<StoredJudgement>(
    `SELECT r.verdict, r.requirements, d.decision FROM copy_review r LEFT JOIN copy_decision d ON d.review_id = r.id WHERE r.id = $1`,
    [reviewId],
  );
  return rows[0] ? obstacleOf(rows[0]) : 'BLOCKED';
}
