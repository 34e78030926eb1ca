/** When a vendor's refusal may be tried again: after a fresh token (once), after a wait, or never. */
export type Retry = 'after-token' | 'later' | 'never';

/**
 * What a vendor's refusal is about. `message`: this message. `receiver`: this person on this platform; elsewhere they may be reached.
 * `way`: this way of sending, e.g. cards, until an operator puts it right. `account`: every call, until an operator puts it right.
 * `rate`: every call, until some time has passed.
 */
export type Fault = 'message' | 'receiver' | 'way' | 'account' | 'rate';

/** What a rule that says no tells, as values its sentence names. */
type Facts = Readonly<Record<string, string | number>>;

/** Sentences for rules that say no, by the code of the `RuleError`; each capability has its own in its `refusals.ts`. */
export type Refusals = Readonly<Record<string, (facts: Facts) => string>>;

/** A person can put this right: shown to them in the words of its capability's `refusals.ts`, never retried. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  readonly code: string;
  readonly facts: Facts;

  /** @param code - key of its sentence; @param facts - values the sentence names */
  constructor(code: string, facts: Facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** The vendor answered and said no. Decide by `retry` and `fault`, never by text. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly method: string;
  readonly code: string;
  readonly retry: Retry;
  readonly fault: Fault;
  readonly partly: boolean;

  /**
   * @param method - the vendor's call, e.g. `message/send`
   * @param code - the vendor's error code as text, or one of our own words for a refusal
   * @param about - what the refusal is about, `message` unless given; `partly`: earlier parts of the same message arrived
   */
  constructor(method: string, code: string, retry: Retry, about: { fault?: Fault; partly?: boolean } = {}) {
    super(`${method}: ${code}`);
    this.method = method;
    this.code = code;
    this.retry = retry;
    this.fault = about.fault ?? 'message';
    this.partly = about.partly ?? false;
  }
}

/**
 * No readable answer came from the vendor. `reached` tells whether the request may have arrived:
 * `no` = certainly not accepted (connection refused, name not found), `unknown` = it may have been accepted.
 * `fault` is `account` where something else answers in the vendor's place, which then concerns every call.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly method: string;
  readonly reached: 'no' | 'unknown';
  readonly fault: 'message' | 'account';

  constructor(
    method: string,
    reached: 'no' | 'unknown',
    cause: string,
    { fault = 'message' }: { fault?: 'message' | 'account' } = {},
  ) {
    super(`${method}: ${cause}`);
    this.method = method;
    this.reached = reached;
    this.fault = fault;
  }
}
