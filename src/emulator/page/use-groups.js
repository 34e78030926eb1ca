/** The group chats one person is in, with what they have not read there. */
import { useEffect, useState } from 'preact/hooks';
import { fetchGroups } from './api.js';
import { keyOf } from './people.js';

/** @typedef {import('../view.ts').GroupView} GroupView */

const REFRESH_PAUSE_MS = 300;

/**
 * @param {import('./people.js').Who} who
 * @param {import('./live.js').Live} live
 * @returns {GroupView[]} asked again shortly after something happened to this person
 */
export function useGroups({ vendor, userId }, live) {
  const [groups, setGroups] = useState(/** @type {GroupView[]} */ ([]));
  useEffect(() => {
    let ended = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const load = async () => {
      timer = undefined;
      const fresh = await fetchGroups(vendor, userId).catch(() => undefined);
      if (!ended && fresh !== undefined) setGroups(fresh);
    };
    load();
    const unsubscribe = live.subscribe((event) => {
      const who = event.kind === 'change' ? event.change : event.kind === 'read' ? event.who : undefined;
      const concerns = event.kind === 'back' || (who !== undefined && keyOf(who) === keyOf({ vendor, userId }));
      if (concerns) timer ??= setTimeout(load, REFRESH_PAUSE_MS);
    });
    return () => {
      ended = true;
      unsubscribe();
      clearTimeout(timer);
    };
  }, [vendor, userId, live]);
  return groups;
}
