import { InvalidArgumentError, Option } from 'commander';
import { Refusal } from '../kernel/describe-failure.js';
import { origin } from './option-values.js';

/** `--url`; read it with {@link platformOf}. */
export function platformOption(): Option {
  return new Option(
    '--url <origin>',
    'the platform; left out, the one that `npm start` would be here (PORT, OPENFOLIO_PUBLIC_URL), or OPENFOLIO_URL',
  ).argParser(origin);
}

/**
 * The origin of the platform that a command talks to. A command beside `PORT=4100 npm start` needs the same `PORT` and no more;
 * `OPENFOLIO_URL` is for who works against a platform elsewhere.
 *
 * @throws Refusal that names the setting that is no origin
 */
export function platformOf(
  { url }: { readonly url?: string | undefined },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (url !== undefined) return url;
  for (const name of ['OPENFOLIO_URL', 'OPENFOLIO_PUBLIC_URL']) {
    const given = environment[name]?.trim();
    if (given) return originIn(name, given);
  }
  const port = environment['PORT']?.trim();
  return originIn('PORT', `http://localhost:${port && port !== '0' ? port : '4000'}`);
}

function originIn(name: string, text: string): string {
  try {
    return origin(text);
  } catch (cause) {
    if (cause instanceof InvalidArgumentError)
      throw new Refusal(`${name} names no platform: ${text}. ${cause.message}`, { cause });
    throw cause;
  }
}
