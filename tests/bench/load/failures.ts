/** How often requests failed for each reason. */
export type Failures = Readonly<Record<string, number>>;

const CODE = /"code":"(\w+)"/;

/** @returns the status with the first code of the body, of a problem document or of a GraphQL error alike */
export function failureOf(status: number, body: string): string {
  return `${status} ${CODE.exec(body)?.[1] ?? 'without a code'}`;
}

/** The most frequent first. */
export function describeFailures(failures: Failures): string {
  const byCount = Object.entries(failures).sort(([, a], [, b]) => b - a);
  return byCount.map(([reason, count]) => `${reason}: ${count}`).join(', ');
}
