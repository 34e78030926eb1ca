/** One person's conversation: loaded, kept live, and the texts that are still on their way. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fetchConversation, messageOf, newActId, openConversation, press, say } from './api.js';
import { keyOf } from './people.js';

/** @typedef {import('../view.ts').ItemView} ItemView */
/** @typedef {import('./people.js').Who} Who */

/** A text typed here that the conversation does not show yet. `known` are the items that were there when it was sent. */
/** @typedef {{ id: string, text: string, failed?: string, known: ReadonlySet<string> }} Outgoing */

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

  const { outgoing, sendText, dropText } = useOutgoing({ vendor, userId, group }, items, reload);
  const pressButton = useCallback(
    /** @param {string} item @param {string} button @param {string[]} choices */
    async (item, button, choices) => {
      await press({ vendor, userId, item, button, choices, id: newActId(), ...inGroup(group) });
      reload();
    },
    [vendor, userId, group, reload],
  );

  return { items, state, outgoing, reload, sendText, dropText, pressButton };
}

/**
 * Texts on their way: shown at once, kept with a second try when they could not be handed over.
 * @param {Who & { group: string | undefined }} where
 * @param {ItemView[]} items
 * @param {() => void} reload
 */
function useOutgoing({ vendor, userId, group }, items, reload) {
  const [outgoing, setOutgoing] = useState(/** @type {Outgoing[]} */ ([]));
  const shown = useRef(items);
  shown.current = items;

  const dropText = useCallback(
    /** @param {string} id */ (id) => setOutgoing((all) => all.filter((one) => one.id !== id)),
    [],
  );
  const sendText = useCallback(
    /** @param {string} text @param {string} [id] - that of the first try, so that a second one is not a second message */
    async (text, id = newActId()) => {
      const one = { id, text, known: new Set(shown.current.map((item) => item.item)) };
      setOutgoing((all) => [...all.filter((other) => other.id !== id), one]);
      try {
        await say({ vendor, userId, text, id, ...inGroup(group) });
        await reload();
        dropText(id);
      } catch (error) {
        setOutgoing((all) => all.map((other) => (other.id === id ? { ...other, failed: messageOf(error) } : other)));
      }
    },
    [vendor, userId, group, reload, dropText],
  );

  const waiting = outgoing.filter((one) => one.failed !== undefined || !arrived(one, items));
  return { outgoing: waiting, sendText, dropText };
}

/** @param {string | undefined} group */
const inGroup = (group) => (group === undefined ? {} : { group });

/**
 * @param {Outgoing} outgoing
 * @param {ItemView[]} items
 */
function arrived(outgoing, items) {
  return items.some(
    ({ item, from, body }) =>
      from === 'person' && body.kind === 'text' && body.text === outgoing.text && !outgoing.known.has(item),
  );
}

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
