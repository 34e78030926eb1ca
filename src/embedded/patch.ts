import type { ChosenFields } from './chosen-fields.ts';
import { type Document, encode } from './document.ts';
import { ElementWalker } from './element-walker.ts';
import { RawBuilder } from './raw-builder.ts';

/**
 * Puts changed top-level fields into a document; all others keep their bytes, and so their types and inner order.
 * @param changed - the fields that may differ
 * @param values - their values; a name without a value is removed; new names come last
 */
export function patchFields(bytes: Buffer, changed: ChosenFields, values: Document): Buffer {
  const fields = encodedFields(changed, values);
  const builder = new RawBuilder(bytes.length + fields.bytes.length);
  const opened = builder.open();
  const walker = new ElementWalker(bytes);
  let kept = 4;
  while (walker.next()) {
    const name = changed.nameAt(walker);
    if (name === undefined) continue;
    builder.bytes(bytes, kept, walker.nameStart - 1);
    fields.place(name, builder);
    kept = walker.end;
  }
  builder.bytes(bytes, kept, bytes.length - 1);
  fields.placeOthers(builder);
  builder.close(opened);
  return builder.take();
}

/** The fields that have a value, encoded in one go; each is placed once. */
function encodedFields({ names }: ChosenFields, values: Document) {
  const given = Object.keys(values).filter((name) => names.has(name));
  const bytes = encode(Object.fromEntries(given.map((name) => [name, values[name]])));
  const places = new Map<string, [start: number, end: number]>();
  const walker = new ElementWalker(bytes);
  while (walker.next()) places.set(walker.name(), [walker.nameStart - 1, walker.end]);
  const place = (name: string, builder: RawBuilder) => {
    const [start, end] = places.get(name) ?? [0, 0];
    builder.bytes(bytes, start, end);
    places.delete(name);
  };
  return {
    bytes,
    place,
    placeOthers: (builder: RawBuilder) => {
      for (const name of [...places.keys()]) place(name, builder);
    },
  };
}
