import { type Fault, PlatformError, TransportError } from '../errors.ts';

/**
 * What a failed call says about the calls after it. `message`: nothing. `way`: this kind of message waits, e.g. cards. `account`: everything
 * waits, until time or an operator helps.
 */
export type Blame = 'message' | 'way' | 'account';

const blames: Readonly<Record<Fault, Blame>> = {
  message: 'message',
  receiver: 'message',
  way: 'way',
  account: 'account',
  rate: 'account',
};

/** Tells failures of a message from failures of the whole account or of one way to send: the latter keep messages waiting. */
export function blameOf(error: unknown): Blame {
  return error instanceof PlatformError || error instanceof TransportError ? blames[error.fault] : 'message';
}

/** Whether time alone helps: too many calls. */
export function passesByItself(error: unknown): boolean {
  return error instanceof PlatformError && error.fault === 'rate';
}
