/** Whether the row, or another with the same unique key, is there already. */
export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}

/**
 * What went wrong in an unordered bulk write, by the position of the write.
 * @throws the error itself when it is not about single writes
 */
export function errorsByPosition(error: unknown): Map<number, unknown> {
  const { writeErrors } = error as { writeErrors?: unknown };
  const list = Array.isArray(writeErrors) ? writeErrors : writeErrors === undefined ? [] : [writeErrors];
  const errors = new Map<number, unknown>();
  for (const each of list as { index?: number; err?: { index?: number } }[]) {
    const index = each.index ?? each.err?.index;
    if (index === undefined) throw error;
    errors.set(index, each);
  }
  if (errors.size === 0) throw error;
  return errors;
}

const beforeSending = new Set(['BSONError', 'MongoInvalidArgumentError', 'RangeError', 'TypeError']);

/** Whether the driver refused to write the rows down as bytes, so that none was sent. */
export function isUnsent(error: unknown): boolean {
  return error instanceof Error && beforeSending.has(error.name);
}
