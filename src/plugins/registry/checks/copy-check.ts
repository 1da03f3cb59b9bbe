import type { PluginManifest } from '../../package/manifest.js';
import type { VersionCheck } from './check.js';

/** What customers will read may promise no returns and not exaggerate; the rules are those of all marketing texts. */
export const copyCheck: VersionCheck = {
  name: 'copy',
  async run({ inspected }, { reviewCopy }) {
    const texts = textsOf(inspected.manifest);
    const findings = texts.flatMap(([place, text]) => reviewCopy(text).map((finding) => ({ place, ...finding })));
    const blocking = findings.filter(({ blocks }) => blocks);
    const quoted = (found: typeof findings) => found.map(({ place, span }) => `${place}: “${span}”`).join('; ');
    const summary =
      findings.length === 0
        ? `${texts.length} texts were read, none promises or exaggerates.`
        : blocking.length === 0
          ? `For the reviewers: ${quoted(findings)}.`
          : `${quoted(blocking)}. Say it soberly.`;
    return { passed: blocking.length === 0, summary, details: findings };
  },
};

function textsOf({ tools, scopes, disclosure, changelog }: PluginManifest): (readonly [place: string, text: string])[] {
  return [
    ...tools.flatMap(({ title, description, disclaimer }, index) =>
      [
        ['title', title],
        ['description', description],
        ['disclaimer', disclaimer],
      ].map(([name, text]) => [`/tools/${index}/${name}`, text ?? ''] as const),
    ),
    ...scopes.map(({ purpose }, index) => [`/scopes/${index}/purpose`, purpose] as const),
    ...Object.entries(disclosure).map(([name, text]) => [`/disclosure/${name}`, text] as const),
    ['/changelog', changelog],
  ];
}
