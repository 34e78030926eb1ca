import { vi } from 'vitest';

/** Has this happen once, just before the store does what is named so. */
export function meanwhile<Key extends string>(
  store: Record<Key, (...all: never[]) => unknown>,
  key: Key,
  act: () => Promise<unknown>,
): void {
  const real = store[key].bind(store) as (...all: unknown[]) => unknown;
  vi.spyOn(store as Record<string, (...all: unknown[]) => unknown>, key).mockImplementationOnce(async (...all) => {
    await act();
    return real(...all);
  });
}
