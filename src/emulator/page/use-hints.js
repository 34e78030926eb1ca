/** What one person may want to say next. */
import { useEffect, useState } from 'preact/hooks';
import { fetchHints } from './api.js';
import { keyOf } from './people.js';

const REFRESH_PAUSE_MS = 700;

/**
 * Asked again shortly after something happened to this person; the same list stays the same object, so that nothing moves.
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
    const unsubscribe = live.subscribe((event) => {
      const isHere = event.kind === 'change' && keyOf(event.change) === keyOf({ vendor, userId });
      if (isHere || event.kind === 'back') timer ??= setTimeout(load, REFRESH_PAUSE_MS);
    });
    return () => {
      ended = true;
      unsubscribe();
      clearTimeout(timer);
    };
  }, [vendor, userId, live]);
  return hints;
}
