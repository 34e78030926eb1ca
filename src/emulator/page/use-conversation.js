/** One person's conversation: loaded and kept live, and what is still on its way. */
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { fetchConversation, newActId, openConversation, press } from './api.js';
import { keyOf } from './people.js';
import { useOutgoing } from './use-outgoing.js';

/** @typedef {import('../view.ts').ItemView} ItemView */
/** @typedef {import('./people.js').Who} Who */

/** @typedef {'loading' | 'ready' | 'failed'} LoadState */

/**
 * @param {Who} who
 * @param {string | undefined} group - the group chat instead of the person's own
 * @param {import('./live.js').Live} live
 */
export function useConversation(who, group, live) {
  const { vendor, userId } = who;
  const [items, setItems] = useState(/** @type {ItemView[]} */ ([]));
  const [state, setState] = useState(/** @type {LoadState} */ ('loading'));

  const reload = useMemo(
    () =>
      oneAtATime(async () => {
        try {
          const fresh = await fetchConversation(vendor, userId, group);
          setItems((old) => keepUnchanged(old, fresh));
          setState('ready');
        } catch {
          setState('failed');
        }
      }),
    [vendor, userId, group],
  );

  useEffect(() => {
    // A client tells nobody when this fails, and the conversation itself shows whether the emulator answers.
    if (group === undefined) openConversation(vendor, userId).catch(() => undefined);
    reload().then(() => live.tell({ kind: 'read', who: { vendor, userId } }));
    return live.subscribe((event) => {
      const isHere = event.kind === 'change' && keyOf(event.change) === keyOf({ vendor, userId });
      if (event.kind === 'back' || (isHere && event.change.group === group)) reload();
    });
  }, [reload, live, vendor, userId, group]);

  const { outgoing, send, drop } = useOutgoing({ vendor, userId, group }, items, reload);
  const pressButton = useCallback(
    /** @param {string} item @param {string} button @param {string[]} choices */
    async (item, button, choices) => {
      await press({ vendor, userId, item, button, choices, id: newActId(), ...inGroup(group) });
      reload();
    },
    [vendor, userId, group, reload],
  );

  return { items, state, outgoing, reload, send, drop, pressButton };
}

/** @param {string | undefined} group */
const inGroup = (group) => (group === undefined ? {} : { group });

/**
 * Items that did not change stay the same objects, so that only what changed is drawn again.
 * @param {ItemView[]} old
 * @param {ItemView[]} fresh
 */
function keepUnchanged(old, fresh) {
  const before = new Map(old.map((item) => [item.item, item]));
  return fresh.map((item) => {
    const same = before.get(item.item);
    return same !== undefined && JSON.stringify(same) === JSON.stringify(item) ? same : item;
  });
}

/**
 * Runs `work` once at a time; calls during a run lead to exactly one more run after it.
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>} resolves when a run that started after the call has ended
 */
function oneAtATime(work) {
  /** @type {Promise<void> | undefined} */
  let running;
  /** @type {Promise<void> | undefined} */
  let next;
  const start = () => {
    next = undefined;
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running === undefined) return start();
    next ??= running.then(start);
    return next;
  };
}
