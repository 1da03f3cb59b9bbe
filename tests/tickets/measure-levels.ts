/**
 * How well questions find their level and their article: `node --import tsx tests/tickets/measure-levels.ts [--part HELD_OUT] [--misses]`.
 * Needs DATABASE_URL of a migrated database, whose articles it publishes.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { findArticles } from '../../src/tickets/knowledge/find-articles.js';
import { publishArticles } from '../../src/tickets/knowledge/publish-articles.js';
import { readArticles } from '../../src/tickets/knowledge/read-articles.js';
import { ANSWER_FROM, answersAtOnce } from '../../src/tickets/levels/answers-at-once.js';
import { classify } from '../../src/tickets/levels/classify.js';
import { RETRIEVAL_RESPONDER } from '../../src/tickets/levels/ticket-responder.js';
import { type LabelledQuestion, labelledQuestions } from './labelled-questions.js';

export interface Outcome {
  readonly asked: LabelledQuestion;
  readonly level: string;
  readonly confidence: number;
  /** What the assistant answers with, when it does. */
  readonly answered: string | null;
  readonly found: string | undefined;
}

export async function measureLevels(pool: pg.Pool, questions: readonly LabelledQuestion[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const asked of questions) {
    const articles = await findArticles(pool, asked.question, asked.language);
    const made = classify(asked.question, articles);
    const response = await RETRIEVAL_RESPONDER.respond({ ...asked, topic: made.topic, articles });
    const answered = response && answersAtOnce(made, response, articles) ? response.articleKey : null;
    const { level } = made;
    outcomes.push({ asked, level, confidence: response?.confidence ?? 0, answered, found: articles[0]?.key });
  }
  return outcomes;
}

export function report(outcomes: readonly Outcome[]): string {
  const levels = ['L1', 'L2', 'L3'];
  const count = (keep: (outcome: Outcome) => boolean) => outcomes.filter(keep).length;
  const rows = levels.map((truth) => {
    const cells = levels.map((level) => count((o) => o.asked.level === truth && o.level === level));
    return `  ${truth} is    ${cells.map((cell) => String(cell).padStart(4)).join('')}`;
  });
  const l1 = outcomes.filter(({ asked }) => asked.level === 'L1');
  const right = l1.filter(({ asked, answered }) => answered === asked.article).length;
  const withArticle = outcomes.filter(({ asked }) => asked.article !== null);
  const found = withArticle.filter(({ asked, found: key }) => key === asked.article).length;
  const wrong = count(
    ({ asked, answered }) => answered !== null && (asked.level !== 'L1' || answered !== asked.article),
  );
  const level = count(({ asked, level: given }) => given === asked.level);
  return [
    `${outcomes.length} questions      taken for`,
    '              L1  L2  L3',
    ...rows,
    `level right: ${level} of ${outcomes.length} (${percent(level, outcomes.length)})`,
    `article found first: ${found} of ${withArticle.length} (${percent(found, withArticle.length)})`,
    `L1 answered at once with the right article: ${right} of ${l1.length} (${percent(right, l1.length)})`,
    `answered at once and wrong (other article, or no matter of L1): ${wrong}`,
  ].join('\n');
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { part: { type: 'string', default: 'TUNING' }, misses: { type: 'boolean', default: false } },
  });
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
  await publishArticles(pool, readArticles());
  for (const language of ['zh', 'en']) {
    const questions = labelledQuestions(values.part as 'TUNING').filter((asked) => asked.language === language);
    const outcomes = await measureLevels(pool, questions);
    process.stdout.write(`${language}, bound ${ANSWER_FROM}: ${report(outcomes)}\n\n`);
    if (!values.misses) continue;
    for (const { asked, level, answered, found, confidence } of outcomes)
      if (level !== asked.level || found !== (asked.article ?? found) || (asked.level === 'L1' && answered === null))
        process.stdout.write(
          `  ${asked.level}→${level} ${asked.article}→${found} ${answered === null ? 'up' : 'answered'} ${confidence} ${asked.question}\n`,
        );
  }
  await pool.end();
}
