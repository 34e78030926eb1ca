import type { Document } from './document.ts';
import { StoreError } from './errors.ts';

/** One refused element of a write command, in MongoDB's shape. */
export interface WriteError extends Document {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

/** The write error of a refusal. @throws whatever is not a StoreError, since that is a fault of the store */
export function writeErrorOf(error: unknown, index: number): WriteError {
  if (!(error instanceof StoreError)) throw error;
  return { index, code: error.code, errmsg: error.message, ...error.details };
}
