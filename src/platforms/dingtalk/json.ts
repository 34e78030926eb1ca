import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The vendor nests about ten deep; what is far deeper would overflow whoever walks it later. */
const deepest = 100;
/** Keys that could reach a prototype. */
const dangerousKeys = new Set(['__proto__', 'constructor', 'prototype']);
/** An id of the vendor's: printable, no spaces. */
export const vendorId = z.string().regex(/^[\x21-\x7e]{1,128}$/);
/** A person; ids compare as text. A space or `;` would break the address of a card. */
export const userId = z.string().regex(/^[^\s;\p{C}]{1,64}$/u);
/** Milliseconds; the vendor's tables say string where its samples print numbers. */
export const instantMs = z.union([
  z.number().int().nonnegative(),
  z
    .string()
    .regex(/^\d{13}$/)
    .transform(Number),
]);

/**
 * Reads JSON as strangers may send it; a field that is `null` counts as absent.
 * @returns `undefined` for anything but a JSON object in UTF-8, for keys that could reach a prototype, and for more than 100 levels
 */
export function readObject(body: Buffer | string): Record<string, unknown> | undefined {
  try {
    if (typeof body !== 'string' && !isUtf8(body)) return undefined;
    const text = typeof body === 'string' ? body : body.toString('utf8').replace(/^\ufeff/, '');
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    cleanUp(value, 1);
    return value;
  } catch {
    return undefined;
  }
}

/** Takes out what is `null`; a walk of our own costs a third of what a reviver does. @throws SyntaxError on keys that could reach a prototype, and below the deepest level */
function cleanUp(container: Record<string, unknown>, level: number): void {
  if (level > deepest) throw new SyntaxError('nested too deep');
  for (const key of Object.keys(container)) {
    if (dangerousKeys.has(key)) throw new SyntaxError('dangerous key');
    const inner = container[key];
    if (inner === null) delete container[key];
    else if (typeof inner === 'object') cleanUp(inner as Record<string, unknown>, level + 1);
  }
}

/** Names something without an id by what it says. */
export function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Which fields were wrong and how, never their values. */
export function faults(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
