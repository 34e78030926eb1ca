/** A certificate of completion, one of hours, a register. */
export type PaperKind = 'completion' | 'hours' | 'register';

const PREFIX: Readonly<Record<PaperKind, string>> = { completion: 'JY', hours: 'XS', register: 'DJ' };
/** Without what is mistaken for another: no 0 and O, no 1 and I. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const letters = 16;

/** How many bytes of chance a number takes. */
export const NUMBER_BYTES = letters;

/** `JY-7K3Q-9MTD-XH2P-W4NV`: 80 bits that nobody can guess. @param bytes - of chance, `NUMBER_BYTES` of them */
export function paperNumber(kind: PaperKind, bytes: Uint8Array): string {
  const chosen = [...bytes.subarray(0, letters)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return [PREFIX[kind], ...(chosen.match(/.{4}/g) ?? [])].join('-');
}

/** A number as somebody typed it, with or without its hyphens; `undefined` for what can be none. */
export function readPaperNumber(typed: string): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '');
  const parts = /^(JY|XS|DJ)([2-9A-HJ-NP-Z]{16})$/.exec(plain);
  return parts === null ? undefined : [parts[1], ...(parts[2]?.match(/.{4}/g) ?? [])].join('-');
}
