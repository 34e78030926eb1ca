/** What stands in one person's calendar, folded until it is opened. */
import { useEffect, useState } from 'preact/hooks';
import { fetchCalendar } from './api.js';
import { html } from './html.js';

const REFRESH_PAUSE_MS = 300;

/**
 * @param {object} props
 * @param {import('../view.ts').PersonView} props.person
 * @param {import('./live.js').Live} props.live
 */
export function CalendarList({ person: { vendor, userId }, live }) {
  const [entries, setEntries] = useState(/** @type {import('../view.ts').CalendarEntryView[]} */ ([]));
  useEffect(() => {
    let ended = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const load = async () => {
      timer = undefined;
      const fresh = await fetchCalendar(vendor, userId).catch(() => undefined);
      if (!ended && fresh !== undefined) setEntries(fresh);
    };
    load();
    const unsubscribe = live.subscribe((event) => {
      // An entry is shared, and comes without a message to its people.
      if (event.kind === 'back' || event.kind === 'change') timer ??= setTimeout(load, REFRESH_PAUSE_MS);
    });
    return () => {
      ended = true;
      unsubscribe();
      clearTimeout(timer);
    };
  }, [vendor, userId, live]);
  if (entries.length === 0) return null;
  return html`
    <details class="calendar-list">
      <summary>日历 ${entries.length} 项</summary>
      <ol>
        ${entries.map(
          ({ id, title, place, startsAtMs, endsAtMs }) =>
            html`<li key=${id}>${whenOf(startsAtMs, endsAtMs)} ${title}${place !== '' && `，${place}`}</li>`,
        )}
      </ol>
    </details>
  `;
}

/** @param {number} fromMs @param {number} toMs */
function whenOf(fromMs, toMs) {
  const clock = (/** @type {number} */ ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(11, 16);
  return `${new Date(fromMs + 8 * 3_600_000).toISOString().slice(5, 10)} ${clock(fromMs)}—${clock(toMs)}`;
}
