import type pg from 'pg';
import { type FallenCopy, findObstacle } from '../../copy-review/index.js';
import { changeAnswer, STANDING_ANSWER, type StoredAnswer, statusOf } from './answer-status.js';

/** A partner's words that new rules judge worse are shown no longer: refused, or waiting for a person. The partner is told. */
export async function takeBackAnswer(client: pg.PoolClient, fallen: FallenCopy, now: number): Promise<void> {
  const { subject, reviewId, ruleSet, was, is } = fallen;
  const { rows } = await client.query<StoredAnswer>(STANDING_ANSWER, [subject.id]);
  const [answer] = rows;
  if (answer?.status !== 'ACCEPTED') return;
  const status = statusOf(await findObstacle(client, reviewId));
  const reason = `${was} is ${is} under the rules ${ruleSet}`;
  await changeAnswer(client, { ...answer, reviewId }, { status, by: 'RULES', reason, ruleSet }, now);
}
