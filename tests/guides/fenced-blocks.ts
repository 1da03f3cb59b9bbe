/** A fenced code block of a Markdown file. */
export interface FencedBlock {
  readonly language: string;
  /** What follows the language: words, and `name="value"` pairs. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

export function fencedBlocks(markdown: string): FencedBlock[] {
  const found = markdown.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms);
  return [...found].map(({ 1: language = '', 2: info = '', 3: text = '', index }) => {
    const pairs = [...info.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const);
    return {
      language,
      words: info
        .replace(/\w+="[^"]*"/g, '')
        .split(' ')
        .filter(Boolean),
      options: Object.fromEntries(pairs),
      text,
      line: markdown.slice(0, index).split('\n').length,
    };
  });
}
