import type { Connection } from './connect.js';
import { must } from './steps.js';

export interface EndedAccess {
  /** From the answer to the customer's click to the first refusal that the app sees. */
  readonly milliseconds: number;
  readonly requestsMeanwhile: number;
  readonly code: string;
}

const PATIENCE_MS = 5_000;

/** The customer ends the access on the brokerage's page; the app keeps asking until it is refused. */
export async function endAccess({ browser, wish, graphql }: Connection): Promise<EndedAccess> {
  const page = await browser.get(`${wish.publicUrl}/connected-apps?lang=en`);
  const grants = page.values('grant');
  must(page.status === 200 && grants.length > 0, `the page lists the connected app (HTTP ${page.status})`);
  for (const grant of grants) {
    const answer = await browser.post(`${wish.publicUrl}/connected-apps/revoke?lang=en`, [
      ['csrf', page.values('csrf')[0] ?? ''],
      ['grant', grant],
    ]);
    must(answer.location?.includes('outcome=ENDED'), `the access was ended, was sent to ${answer.location}`);
  }
  const since = performance.now();
  for (let requests = 0; performance.now() - since < PATIENCE_MS; requests += 1) {
    const { status, errors } = await graphql.ask('{ viewer { id } }');
    const code = errors[0]?.extensions.code ?? '';
    if (status === 401) return { milliseconds: performance.now() - since, requestsMeanwhile: requests, code };
  }
  throw new Error(`The app could still read ${PATIENCE_MS} ms after its access was ended`);
}
