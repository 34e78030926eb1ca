import { randomBytes } from 'node:crypto';
import { type Seal, sealKeyBytes, sealWith } from './seal.ts';

/**
 * Keys that are made for something passing, e.g. one ballot, and destroyed after it: then nobody opens any more what was sealed with them,
 * wherever a copy of it lies. They are kept outside the store, so that no backup has them.
 */
export interface PassingKeys {
  /** Makes the key of this name, unless it is there. */
  make(name: string): Seal;
  /** `undefined` where it was never made here, or is destroyed. */
  find(name: string): Seal | undefined;
  destroy(name: string): void;
  names(): string[];
}

/** Keys that end with the process, for a store that does not outlive it. */
export function keysInMemory(random = () => randomBytes(sealKeyBytes)): PassingKeys {
  const keys = new Map<string, Seal>();
  return {
    make(name) {
      const made = keys.get(name) ?? sealWith(random());
      keys.set(name, made);
      return made;
    },
    find: (name) => keys.get(name),
    destroy: (name) => void keys.delete(name),
    names: () => [...keys.keys()],
  };
}

const blockBytes = 256;

/** Seals a value so that its length tells nothing either: short ones are all as long as one another. */
export function sealValue(seal: Seal, value: object, about: string): string {
  const plain = Buffer.from(JSON.stringify(value));
  const padded = Buffer.alloc(Math.ceil((plain.length + 1) / blockBytes) * blockBytes, ' ');
  plain.copy(padded);
  return seal.seal(padded, about).toString('base64');
}

/** What `sealValue` sealed; `undefined` where it does not open. */
export function openValue(seal: Seal | undefined, sealed: string, about: string): unknown {
  const opened = seal?.open(Buffer.from(sealed, 'base64'), about);
  return opened == null ? undefined : JSON.parse(opened.toString());
}
