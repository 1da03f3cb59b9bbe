const SCALE = 18;
const ONE = 10n ** BigInt(SCALE);

/** A decimal string as a count of 10⁻¹⁸. */
export function parse(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return BigInt(sign + whole + fraction.slice(0, SCALE).padEnd(SCALE, '0'));
}

/** 18 decimals, cut off; 0 of nothing. */
export function divide(part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : (part * ONE) / whole;
}

/** Rounded half up to `digits` decimals, trailing zeros left out. */
export function format(value: bigint, digits: number): string {
  const step = 10n ** BigInt(SCALE - digits);
  const rounded = ((value < 0n ? -value : value) + step / 2n) / step;
  const text = String(rounded).padStart(digits + 1, '0');
  const fraction = text.slice(text.length - digits).replace(/0+$/, '');
  return (value < 0n && rounded > 0n ? '-' : '') + text.slice(0, text.length - digits) + (fraction && `.${fraction}`);
}
