/** MongoDB's names of the error codes this store can answer; a number without a name of its own is called after its place. */
const codeNames: Readonly<Record<number, string>> = {
  1: 'InternalError',
  2: 'BadValue',
  6: 'HostUnreachable',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  16: 'InvalidLength',
  18: 'AuthenticationFailed',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  55: 'InvalidDBRef',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  91: 'ShutdownInProgress',
  96: 'OperationFailed',
  115: 'CommandNotSupported',
  123: 'NotAReplicaSet',
  168: 'CannotBackfillArray',
  171: 'CannotIndexParallelArrays',
  175: 'QueryPlanKilled',
  181: 'AmbiguousIndexKeyPattern',
  197: 'InvalidIndexSpecificationOption',
  291: 'NoQueryExecutionPlans',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
  17280: 'KeyTooLong',
  40414: 'IDLFailedToParse',
  40415: 'IDLUnknownField',
};

/** A refusal in MongoDB's own terms: sent to the client as `{ ok: 0, code, codeName, errmsg }` or as one write error. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: number;
  /** Further fields of the answer, such as `keyPattern` and `keyValue` of a duplicate key. */
  readonly details: Readonly<Record<string, unknown>>;

  /** @param code - MongoDB's number; @param message - MongoDB's sentence; @param details - more fields of the answer */
  constructor(code: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get codeName(): string {
    return codeNames[this.code] ?? `Location${this.code}`;
  }
}

/** One refused element of a write command, in MongoDB's shape. */
export interface WriteError {
  readonly [detail: string]: unknown;
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

/** The write error of a refusal. @throws whatever is not a StoreError, since that is a fault of the store */
export function writeErrorOf(error: unknown, index: number): WriteError {
  if (!(error instanceof StoreError)) throw error;
  return { index, code: error.code, errmsg: error.message, ...error.details };
}

/** Why a data directory cannot be opened. */
export type OpenFault =
  | 'in_use'
  | 'newer_layout'
  | 'older_layout'
  | 'not_writable'
  | 'damaged'
  | 'not_empty'
  | 'disk_full'
  | 'no_store';

/**
 * The data directory cannot be used. `code` is for programs; the message ends with one Chinese sentence for the operator.
 */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
  readonly code: OpenFault;
  readonly advice: string;

  /** @param code - what is wrong; @param advice - one Chinese sentence that tells the operator what to do */
  constructor(code: OpenFault, advice: string, options?: ErrorOptions) {
    super(`embedded store: ${code}. ${advice}`, options);
    this.code = code;
    this.advice = advice;
  }
}
