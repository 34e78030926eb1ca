/** What is on its way to the bot: shown at once, kept with a second try when it could not be handed over. */
import { useCallback, useRef, useState } from 'preact/hooks';
import { messageOf, newActId, say, sendFile } from './api.js';

/** @typedef {import('../view.ts').ItemView} ItemView */
/** @typedef {import('./people.js').Who} Who */

/** What a person says: a text, or a picture or other file chosen on this device. */
/** @typedef {string | File} Speech */

/** What the conversation does not show yet. `known` are the items that were there when it was sent. */
/** @typedef {{ id: string, speech: Speech, failed?: string, known: ReadonlySet<string> }} Outgoing */

/**
 * @param {Who & { group: string | undefined }} where
 * @param {ItemView[]} items
 * @param {() => void} reload
 */
export function useOutgoing({ vendor, userId, group }, items, reload) {
  const [outgoing, setOutgoing] = useState(/** @type {Outgoing[]} */ ([]));
  const shown = useRef(items);
  shown.current = items;

  const drop = useCallback(
    /** @param {string} id */ (id) => setOutgoing((all) => all.filter((one) => one.id !== id)),
    [],
  );
  const send = useCallback(
    /** @param {Speech} speech @param {string} [id] - that of the first try, so that a second one is not a second message */
    async (speech, id = newActId()) => {
      const one = { id, speech, known: new Set(shown.current.map((item) => item.item)) };
      setOutgoing((all) => [...all.filter((other) => other.id !== id), one]);
      const where = { vendor, userId, id, ...(group === undefined ? {} : { group }) };
      try {
        if (typeof speech === 'string') await say({ ...where, text: speech });
        else await sendFile(where, speech);
        await reload();
        drop(id);
      } catch (error) {
        setOutgoing((all) => all.map((other) => (other.id === id ? { ...other, failed: messageOf(error) } : other)));
      }
    },
    [vendor, userId, group, reload, drop],
  );

  const waiting = outgoing.filter((one) => one.failed !== undefined || !arrived(one, items));
  return { outgoing: waiting, send, drop };
}

/**
 * @param {Outgoing} outgoing
 * @param {ItemView[]} items
 */
function arrived({ speech, known }, items) {
  return items.some(({ item, from, body }) => {
    if (from !== 'person' || known.has(item)) return false;
    if (typeof speech === 'string') return body.kind === 'text' && body.text === speech;
    return (body.kind === 'picture' || body.kind === 'file') && body.name === speech.name;
  });
}
