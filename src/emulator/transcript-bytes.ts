import type { Blobs } from './blobs.ts';
import { type JsonObject, objectOf } from './json.ts';
import type { Act } from './transcript.ts';

/** Where an act of the journal names bytes that a transcript carries as `base64`. */
const HASH = 'base64Sha256';

/** Keeps the bytes of something a person sent and names them by their SHA-256, so that the journal stays small. */
export function storeBytes(blobs: Blobs, source: object): JsonObject {
  const { bytes, base64, ...rest }: JsonObject = { ...source };
  if (Buffer.isBuffer(bytes)) return { ...rest, [HASH]: blobs.put(bytes) };
  if (typeof base64 === 'string') return { ...rest, [HASH]: blobs.put(Buffer.from(base64, 'base64')) };
  const isMixed = typeof rest.picture === 'object' && rest.picture !== null;
  return isMixed ? { ...rest, picture: storeBytes(blobs, objectOf(rest.picture)) } : rest;
}

/** The same act with the bytes themselves in base64, wherever it names them. */
export function withBytes(blobs: Blobs, act: Act): Act {
  switch (act.kind) {
    case 'send':
      return { ...act, file: filled(blobs, act.file) };
    case 'request':
      return { ...act, body: filled(blobs, act.body) };
    default:
      return act;
  }
}

function filled(blobs: Blobs, source: JsonObject): JsonObject {
  const { [HASH]: sha256, ...rest } = source;
  const bytes = typeof sha256 === 'string' ? { base64: blobs.get(sha256)?.toString('base64') ?? '' } : {};
  const inside = Object.entries(rest).map(([name, value]) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [name, isObject ? filled(blobs, objectOf(value)) : value] as const;
  });
  return { ...Object.fromEntries(inside), ...bytes };
}
