import { type Document, decode, encode } from './document.ts';
import { ElementWalker } from './element-walker.ts';
import { RawBuilder } from './raw-builder.ts';

/** Decodes only the top-level fields named. */
export function decodeFields(bytes: Buffer, names: ReadonlySet<string>): Document {
  const builder = new RawBuilder();
  const opened = builder.open();
  const walker = new ElementWalker(bytes);
  while (walker.next()) if (names.has(walker.name())) builder.bytes(bytes, walker.nameStart - 1, walker.end);
  builder.close(opened);
  return decode(builder.take());
}

/**
 * Puts changed top-level fields into a document; all others keep their bytes, and so their types and inner order.
 * @param changed - names of the fields that may differ
 * @param values - their values; a name without a value is removed; new names come last
 */
export function patchFields(bytes: Buffer, changed: ReadonlySet<string>, values: Document): Buffer {
  const builder = new RawBuilder();
  const opened = builder.open();
  const walker = new ElementWalker(bytes);
  const placed = new Set<string>();
  while (walker.next()) {
    const name = walker.name();
    if (!changed.has(name)) builder.bytes(bytes, walker.nameStart - 1, walker.end);
    else if (Object.hasOwn(values, name)) {
      placed.add(name);
      addField(builder, name, values[name]);
    }
  }
  for (const name of Object.keys(values))
    if (changed.has(name) && !placed.has(name)) addField(builder, name, values[name]);
  builder.close(opened);
  return builder.take();
}

function addField(builder: RawBuilder, name: string, value: unknown): void {
  const encoded = encode({ [name]: value });
  builder.bytes(encoded, 4, encoded.length - 1);
}
