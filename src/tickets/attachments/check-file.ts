import { ticketError } from '../tickets.errors.js';

export const ATTACHMENT_BYTES_MAX = 5 * 1024 * 1024;
export const ATTACHMENTS_PER_TICKET_MAX = 20;

interface FileType {
  readonly extensions: readonly string[];
  readonly begins: (bytes: Buffer) => boolean;
}

const starts =
  (...bytes: number[]) =>
  (file: Buffer) =>
    file.subarray(0, bytes.length).equals(Buffer.from(bytes));
const holds = (offset: number, text: string) => (file: Buffer) =>
  file.toString('latin1', offset, offset + text.length) === text;

/**
 * What may be attached, by media type, and how its content begins: what a file says of itself is not believed. No type here is
 * executed by a browser; SVG and HTML are left out for that.
 */
const FILE_TYPES: Readonly<Record<string, FileType>> = {
  'image/png': { extensions: ['png'], begins: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  'image/jpeg': { extensions: ['jpg', 'jpeg'], begins: starts(0xff, 0xd8, 0xff) },
  'image/webp': { extensions: ['webp'], begins: (file) => holds(0, 'RIFF')(file) && holds(8, 'WEBP')(file) },
  'image/gif': { extensions: ['gif'], begins: (file) => holds(0, 'GIF87a')(file) || holds(0, 'GIF89a')(file) },
  'application/pdf': { extensions: ['pdf'], begins: holds(0, '%PDF-') },
  'text/plain': { extensions: ['txt', 'log', 'csv'], begins: isPlainText },
};

export interface CheckedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/**
 * A file as it may be kept: of a known type by its content, of a bearable size, under a harmless name.
 *
 * @param contentBase64 RFC 4648 §4, with padding
 * @throws PublicError TICKET_ATTACHMENT_REFUSED
 */
export function checkFile(name: string, mediaType: string, contentBase64: string): CheckedFile {
  const type = Object.hasOwn(FILE_TYPES, mediaType) ? FILE_TYPES[mediaType] : undefined;
  if (!type) throw refused(`${Object.keys(FILE_TYPES).join(', ')} may be attached`);
  if (contentBase64.length > (ATTACHMENT_BYTES_MAX / 3) * 4 + 4)
    throw refused(`at most ${ATTACHMENT_BYTES_MAX} bytes may be attached`);
  const content = Buffer.from(contentBase64, 'base64');
  // Node reads past signs that are no base64; only what gives the same text again was all of it.
  if (content.toString('base64') !== contentBase64) throw refused('the content is no base64');
  if (content.length === 0) throw refused('it is empty');
  if (content.length > ATTACHMENT_BYTES_MAX) throw refused(`at most ${ATTACHMENT_BYTES_MAX} bytes may be attached`);
  if (!type.begins(content)) throw refused(`the content is not ${mediaType}`);
  return { name: cleanName(name, type.extensions), mediaType, content };
}

/** The last part of a path, letters, digits and a few signs alone, no leading dot, and the ending of its type. */
export function cleanName(name: string, extensions: readonly string[]): string {
  const last = name.normalize('NFKC').split(/[/\\]/).at(-1) ?? '';
  const [extension = ''] = extensions;
  const clean = last
    .replace(/[^\p{L}\p{N} ._()-]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const known = extensions.find((ending) => clean.toLowerCase().endsWith(`.${ending}`));
  const stem = (known ? clean.slice(0, -known.length - 1) : clean).replaceAll('.', '_').slice(0, 80).trim();
  return `${stem || 'file'}.${known ?? extension}`;
}

/** Valid UTF-8 without control characters but line ends and tabs. */
function isPlainText(file: Buffer): boolean {
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(
      new TextDecoder('utf-8', { fatal: true }).decode(file),
    );
  } catch {
    return false;
  }
}

function refused(reason: string) {
  return ticketError('TICKET_ATTACHMENT_REFUSED', { params: { reason } });
}
