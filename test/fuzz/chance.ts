import { Chance as SeededChance } from '../../src/demo/chance.ts';

/** The same chance as the demo county's, with what bad input is made of. */
export class Chance extends SeededChance {
  /** A whole number from 0 up to `end`, `end` excluded. */
  below(end: number): number {
    return this.between(0, end - 1);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}
