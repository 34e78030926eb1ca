import { StoreOpenError } from '../embedded/index.ts';
import type { VerifyFault } from '../embedded/verify-collection.ts';
import { CommandFault } from './fault.ts';
import { storeWords } from './store-words.ts';

/** ENOSPC, EFBIG and EDQUOT, also as LMDB tells them, and the store's own code for them. */
const fullDiskCodes = new Set<unknown>(['ENOSPC', 'EFBIG', 'EDQUOT', 28, 27, 122, 14031]);
/** The store's code for a commit that failed otherwise; LMDB tells a write that was cut short as an input/output error. */
const failedWrite = 96;
const deniedCodes = new Set<unknown>(['EACCES', 'EPERM', 'EROFS']);
/** Unauthorized, AuthenticationFailed, and Atlas' own. */
const loginCodes = new Set<unknown>([13, 18, 8000]);
const duplicateKey = 11000;
const unreachableNames = new Set(['MongoServerSelectionError', 'MongoNetworkError', 'MongoNetworkTimeoutError']);

/** What went wrong with a command of the store, in the operator's words where it is known; anything else as it is. */
export function storeFault(error: unknown): unknown {
  if (error instanceof StoreOpenError) return new CommandFault(error.advice, { cause: error });
  const sentence = sentenceOf(error);
  return sentence === undefined ? error : new CommandFault(sentence, { cause: error });
}

function sentenceOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  if (unreachableNames.has(error.name)) return storeWords.unreachable;
  if (error.name === 'MongoServerError' && loginCodes.has(code)) return storeWords.deniedByServer;
  if (code === duplicateKey) return storeWords.duplicate(error.message);
  if (fullDiskCodes.has(code)) return storeWords.fullDisk;
  if (code === failedWrite) return storeWords.failedWrite(error.message);
  if (deniedCodes.has(code)) return storeWords.denied(error.message);
  return undefined;
}

/** One line per kind of fault and place, with how often it was found. */
export function verifyFaultLines(faults: readonly VerifyFault[]): string[] {
  const groups = new Map<string, VerifyFault[]>();
  for (const fault of faults) {
    const key = `${fault.namespace} ${fault.index ?? ''} ${fault.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [storeWords.faultLine(first, 1 + others.length)],
  );
}
