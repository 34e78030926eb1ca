/** Live updates: one server-sent event stream, shared by everything on the page that wants to know. */

/** @typedef {import('../view.ts').ChangeEvent} ChangeEvent */

/**
 * `change`: a conversation changed. `read`: one was opened here, so that its unread count is gone. `lost`: updates stopped.
 * `back`: they run again, and what happened meanwhile is unknown.
 * @typedef {{ kind: 'change', change: ChangeEvent } | { kind: 'read', who: import('./people.js').Who }
 *   | { kind: 'lost' } | { kind: 'back' }} LiveEvent
 */

/**
 * @typedef {object} Live
 * @property {(listener: (event: LiveEvent) => void) => () => void} subscribe returns the function that ends the subscription
 * @property {(event: LiveEvent) => void} tell
 */

const REOPEN_AFTER_MS = 3000;

/**
 * Opens the stream and keeps it open for as long as the page lives.
 * @param {string} url
 * @returns {Live}
 */
export function openLive(url) {
  /** @type {Set<(event: LiveEvent) => void>} */
  const listeners = new Set();
  let lost = false;

  /** @param {LiveEvent} event */
  const tell = (event) => {
    for (const listener of [...listeners]) listener(event);
  };

  const open = () => {
    const source = new EventSource(url);
    source.onmessage = (message) => tell({ kind: 'change', change: JSON.parse(message.data) });
    source.onopen = () => {
      if (lost) tell({ kind: 'back' });
      lost = false;
    };
    source.onerror = () => {
      if (!lost) tell({ kind: 'lost' });
      lost = true;
      // The browser tries again by itself after a cut line, but gives up for good when a proxy answers with an error.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, REOPEN_AFTER_MS);
    };
  };
  open();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell,
  };
}
