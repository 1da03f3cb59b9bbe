import pg from 'pg';

/** One statement by whom the URL names, most often the owner of the test's database, on a connection of its own. */
export async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
