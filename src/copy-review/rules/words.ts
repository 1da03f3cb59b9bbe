/** Word lists as lawyers hand them over: parted by `|`. */
export function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split('|'));
}
