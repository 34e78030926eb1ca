import { asBuffer } from './document.ts';

/** Messages of the wire one behind the other, in memory of their own, which may be handed over to another thread. */
export function joined(messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(messages.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const message of messages) {
    bytes.set(message, at);
    at += message.length;
  }
  return bytes;
}

/** The same messages, each of which begins with its length. */
export function parted(bytes: Uint8Array): Buffer[] {
  const all = asBuffer(bytes);
  const messages: Buffer[] = [];
  for (let at = 0; at < all.length; ) {
    const end = at + all.readInt32LE(at);
    messages.push(all.subarray(at, end));
    at = end;
  }
  return messages;
}
