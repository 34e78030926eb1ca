/** When a vendor's refusal may be tried again: after a fresh token (once), after a wait, or never. */
export type Retry = 'after-token' | 'later' | 'never';

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

/** The vendor answered and said no. Decide by `code` and `retry`, never by text. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly method: string;
  readonly code: string;
  readonly retry: Retry;
  readonly partly: boolean;

  /**
   * @param method - the vendor's call, e.g. `message/send`; @param code - the vendor's error code as text
   * @param partly - earlier parts of the same message arrived
   */
  constructor(method: string, code: string, retry: Retry, partly = false) {
    super(`${method}: ${code}`);
    this.method = method;
    this.code = code;
    this.retry = retry;
    this.partly = partly;
  }
}

/**
 * No answer came from the vendor. `reached` tells whether the request may have arrived:
 * `no` = certainly not accepted (connection refused, name not found), `unknown` = it may have been accepted.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly method: string;
  readonly reached: 'no' | 'unknown';

  constructor(method: string, reached: 'no' | 'unknown', cause: string) {
    super(`${method}: ${cause}`);
    this.method = method;
    this.reached = reached;
  }
}
