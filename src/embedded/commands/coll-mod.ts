import { type Command, type Handler, namespaceOf } from '../command.ts';
import { asNumber, type Document, encode, isPlainObject } from '../document.ts';
import { StoreError } from '../errors.ts';
import { type IndexRecord, openIndex } from '../index-definition.ts';
import { checkedExpiry } from '../index-request.ts';

/** `collMod`: changes after how many seconds a TTL index lets documents expire; nothing else. */
export const collMod: Handler = ({ catalog, storage }, command) => {
  const { wanted, seconds } = ttlChange(command);
  const namespace = namespaceOf(command);
  return storage.write(() => {
    const collection = catalog.forWriting(namespace);
    if (collection === undefined) throw new StoreError(26, `ns does not exist: ${namespace}`);
    const index = collection.indexes.find(({ record }) => isWanted(record, wanted));
    if (index === undefined)
      throw new StoreError(27, `cannot find index ${JSON.stringify(wanted)} for ns ${namespace}`);
    const before = index.record.expireAfterSeconds;
    const changed = openIndex({ ...index.record, expireAfterSeconds: seconds });
    catalog.save({ ...collection, indexes: collection.indexes.map((other) => (other === index ? changed : other)) });
    return {
      ...(before === undefined ? {} : { expireAfterSeconds_old: before }),
      expireAfterSeconds_new: seconds,
      ok: 1,
    };
  });
};

function ttlChange(command: Command): { wanted: Document; seconds: number } {
  const { collMod: _, index, $db, writeConcern, comment, ...others } = command.body;
  const [unknown] = Object.keys(others).filter((name) => name !== 'lsid' && !name.startsWith('$'));
  if (unknown !== undefined)
    throw new StoreError(72, `option '${unknown}' of collMod is not supported by the embedded store`);
  if (!isPlainObject(index)) throw new StoreError(72, 'no option of collMod given that the embedded store supports');
  const { expireAfterSeconds, ...wanted } = index;
  const keys = isPlainObject(wanted.keyPattern) ? Object.keys(wanted.keyPattern).length : 1;
  return { wanted, seconds: checkedExpiry(asNumber(expireAfterSeconds), keys) };
}

function isWanted(record: IndexRecord, wanted: Document): boolean {
  if (typeof wanted.name === 'string') return record.name === wanted.name;
  return isPlainObject(wanted.keyPattern) && encode(record.key).equals(encode(wanted.keyPattern));
}
