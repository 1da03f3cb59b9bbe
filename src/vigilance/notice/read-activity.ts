import type pg from 'pg';
import type { ActivitySums, AppActivity } from '../rules/measures.js';
import { READ_ACTIVITY } from './activity.sql.js';

/** What is known of each app that did anything within the last two minutes. */
export async function readActivity(
  client: pg.PoolClient,
  now: number,
  windowsMinutes: readonly number[],
): Promise<AppActivity[]> {
  const windows = [...new Set(windowsMinutes)];
  const { rows } = await client.query<ActivityRow>({
    name: 'read_activity',
    text: READ_ACTIVITY,
    values: [new Date(now), windows],
  });
  return rows.map((row) => ({
    appId: row.app_id,
    firstParty: row.first_party,
    windows: new Map(Object.entries(row.windows).map(([minutes, counts]) => [Number(minutes), sumsOf(counts)])),
    usual: { peakAtThisHour: row.peak_at_this_hour, peak: row.peak, days: row.days },
    networks: { fresh: row.fresh, known: row.networks },
  }));
}

interface ActivityRow {
  readonly app_id: string;
  readonly first_party: boolean;
  readonly windows: Readonly<Record<string, readonly number[]>>;
  readonly peak_at_this_hour: number;
  readonly peak: number;
  readonly days: number;
  readonly networks: number;
  readonly fresh: readonly { network: string; operations: number }[];
}

function sumsOf([
  operations = 0,
  idsAsked = 0,
  idsMissed = 0,
  denied = 0,
  planted = 0,
]: readonly number[]): ActivitySums {
  return { operations, idsAsked, idsMissed, denied, planted };
}
