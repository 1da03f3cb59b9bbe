/** A connection URL without its password, for messages: `postgres://user@host:5432/name`. */
export function describeTarget(url: string): string {
  if (!URL.canParse(url)) return 'the given URL';
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username ? `${username}@` : ''}${host}${pathname}`;
}

/** One line for people. Node reports a host with two refused addresses as an AggregateError without text. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replace(/\.$/, '') || 'no answer';
}
