/** What a package may hold. */
export const PACKAGE_LIMITS = {
  packageBytes: 4 * 1024 * 1024,
  files: 512,
  fileBytes: 1024 * 1024,
  pathChars: 100,
  tools: 16,
  scopes: 32,
  schemaNodes: 2000,
  schemaDepth: 24,
  /** Of a JSON file's text, brackets inside brackets. */
  jsonDepth: 64,
} as const;
