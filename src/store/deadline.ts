/** How long calls of a store may take. Whoever holds it may change it at any time. */
export interface Patience {
  ms: number;
}

/** Longer than any query of a running bot takes. */
export const usualPatienceMs = 15_000;
/** While a bot starts, or an operator waits for a command, a slow disk is no reason to give up. */
export const longPatienceMs = 10 * 60_000;

/** Ends with whatever `work` ends with, or with an error after `ms`; the work itself may go on. */
export function withDeadline<T>(work: PromiseLike<T>, ms: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} did not end in ${ms} ms`)), ms);
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/**
 * The same object, each of whose calls ends: with its result, or with an error when it takes too long. The driver (7.8) never answers a
 * call whose connection closes between being chosen and being written to; without a limit one such call would stop a whole loop.
 */
export function guarded<Collection extends object>(
  collection: Collection,
  patience: Readonly<Patience> = { ms: usualPatienceMs },
): Collection {
  return new Proxy(collection, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const result: unknown = value.apply(target, args);
        return isThenable(result)
          ? withDeadline(result, patience.ms, `${target.constructor.name}.${String(name)}`)
          : result;
      };
    },
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
