/** What one person may want to say next. */
import { useEffect, useState } from 'preact/hooks';
import { fetchHints } from './api.js';

const REFRESH_PAUSE_MS = 700;

/**
 * Asked again shortly after something happened to anybody: what one may want to do depends on others. The same list stays the same object, so that nothing moves.
 * @param {import('./people.js').Who} who
 * @param {import('./live.js').Live} live
 * @returns {readonly string[]}
 */
export function useHints({ vendor, userId }, live) {
  const [hints, setHints] = useState(/** @type {readonly string[]} */ ([]));
  useEffect(() => {
    let ended = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const load = async () => {
      timer = undefined;
      const fresh = await fetchHints(vendor, userId).catch(() => undefined);
      if (!ended && fresh !== undefined) setHints((old) => (old.join('\n') === fresh.join('\n') ? old : fresh));
    };
    load();
    const unsubscribe = live.subscribe(({ kind }) => {
      if (kind !== 'lost') timer ??= setTimeout(load, REFRESH_PAUSE_MS);
    });
    return () => {
      ended = true;
      unsubscribe();
      clearTimeout(timer);
    };
  }, [vendor, userId, live]);
  return hints;
}
