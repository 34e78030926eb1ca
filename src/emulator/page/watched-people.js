/** People beside the searched list: those used last, and those something just happened to. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { findPerson, keyOf } from './people.js';

/** @typedef {import('../view.ts').PersonView} PersonView */
/** @typedef {import('./people.js').Who} Who */
/** @typedef {import('./live.js').Live} Live */

const RECENT_KEY = 'xuece-demo-recent';
const MAX_RECENT = 5;
const MAX_NEWS = 6;
const REFRESH_PAUSE_MS = 800;

/** @returns {Who[]} people used last, latest first; empty where the browser keeps nothing */
export function readRecent() {
  try {
    return JSON.parse(localStorage.getItem(RECENT_KEY) ?? '[]');
  } catch {
    return [];
  }
}

/**
 * @param {Who[]} recent
 * @param {Who} who
 * @returns {Who[]} the new list, already stored
 */
export function rememberRecent(recent, { vendor, userId }) {
  const others = recent.filter((other) => keyOf(other) !== keyOf({ vendor, userId }));
  const next = [{ vendor, userId }, ...others].slice(0, MAX_RECENT);
  try {
    localStorage.setItem(RECENT_KEY, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing still works; the list then ends with the page.
  }
  return next;
}

/**
 * Present views of people used last and of people with news, looked up shortly after something happened to them.
 * A survey to 5,000 people is 5,000 changes: only the latest few are looked up, a moment later, together.
 * @param {Who[]} used
 * @param {Live} live
 * @returns {{ recent: PersonView[], news: PersonView[] }} nobody stands in both; `news` have unread messages, latest first;
 *   `recent` keep their places, whoever is used
 */
export function useWatchedPeople(used, live) {
  const [views, setViews] = useState(/** @type {ReadonlyMap<string, PersonView>} */ (new Map()));
  const changed = useRef(/** @type {Map<string, Who>} */ (new Map()));
  const usedKeys = used.map(keyOf).sort();

  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let ended = false;
    const lookUp = async () => {
      timer = undefined;
      const asked = [...changed.current.values()];
      changed.current = new Map();
      const found = await Promise.all(asked.map((who) => findPerson(who).catch(() => undefined)));
      if (!ended) setViews((old) => withLatest(old, found));
    };
    const noteUsed = () => {
      for (const who of used) changed.current.set(keyOf(who), who);
    };
    noteUsed();
    timer = setTimeout(lookUp, 0);
    const unsubscribe = live.subscribe((event) => {
      if (event.kind === 'lost') return;
      if (event.kind === 'back') noteUsed();
      else noteChange(changed.current, event.kind === 'read' ? event.who : event.change, usedKeys);
      timer ??= setTimeout(lookUp, REFRESH_PAUSE_MS);
    });
    return () => {
      ended = true;
      unsubscribe();
      clearTimeout(timer);
    };
  }, [usedKeys.join(' '), live]);

  const recent = usedKeys.map((key) => views.get(key)).filter((person) => person !== undefined);
  const news = [...views.values()].reverse().filter((person) => person.unread > 0 && !usedKeys.includes(keyOf(person)));
  return { recent, news: news.slice(0, MAX_NEWS) };
}

/**
 * Keeps the people used last and, of all others, the `MAX_NEWS` latest.
 * @param {Map<string, Who>} changed
 * @param {Who} who
 * @param {string[]} usedKeys
 */
function noteChange(changed, { vendor, userId }, usedKeys) {
  const key = keyOf({ vendor, userId });
  changed.delete(key);
  changed.set(key, { vendor, userId });
  const others = [...changed.keys()].filter((one) => !usedKeys.includes(one));
  if (others.length > MAX_NEWS) changed.delete(others[0] ?? '');
}

/**
 * The map with these views as its latest entries.
 * @param {ReadonlyMap<string, PersonView>} old
 * @param {(PersonView | undefined)[]} found
 */
function withLatest(old, found) {
  const views = new Map(old);
  for (const person of found) {
    if (person === undefined) continue;
    views.delete(keyOf(person));
    views.set(keyOf(person), person);
  }
  return views;
}
