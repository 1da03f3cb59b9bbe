import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const HEAD = `# Error codes

A code is stable, its text is not. A refused request carries it in \`code\` (\`application/problem+json\`), a refused field in
\`errors[].extensions.code\`. What may not be read answers exactly like what does not exist. This list is made from the
pages by \`npm run schema\`.

| code | class | HTTP | meaning |
| --- | --- | --- | --- |
`;

/** The text of docs/errors/README.md: one row for each page, by name. */
export async function errorsIndex(directory: string): Promise<string> {
  const pages = (await readdir(directory)).filter((name) => name.endsWith('.md') && name !== 'README.md').sort();
  const rows = await Promise.all(pages.map(async (name) => row(name, await readFile(join(directory, name), 'utf8'))));
  return `${HEAD}${rows.join('')}`;
}

function row(name: string, page: string): string {
  const errorClass = /\*\*Class\*\*:? *`?([A-Z_]+)/.exec(page)?.[1] ?? '';
  const status = /HTTP[^\n]*?\b([45]\d\d)\b/.exec(page)?.[1] ?? '';
  const meaning = /^#+ *Meaning\s*\n+([\s\S]*?[.!](?=\s)|[^\n]+)/im.exec(page)?.[1] ?? '';
  return `| [${name.slice(0, -3)}](${name}) | ${errorClass} | ${status} | ${meaning.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim()} |\n`;
}
