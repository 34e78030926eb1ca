import { RandomNumbers } from '../../src/demo/random-numbers.ts';

/** Repeatable random numbers and bytes, from which bad input is made. */
export class RandomInput extends RandomNumbers {
  /** A whole number from 0 up to `end`, `end` excluded. */
  below(end: number): number {
    return this.between(0, end - 1);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}
