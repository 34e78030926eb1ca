/** Who one can be: identities, the searched list, and views of single people. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { fetchPeople } from './api.js';

/** @typedef {import('../view.ts').PersonView} PersonView */
/** @typedef {import('../view.ts').Vendor} Vendor */
/** @typedef {{ vendor: Vendor, userId: string }} Who */

/** This many conversations fit beside each other on a desktop. */
export const MAX_OPEN = 4;

const SEARCH_PAUSE_MS = 150;
const REFRESH_PAUSE_MS = 800;
/** One id may be part of others: `01` of `1012`. */
const LOOKUP_LIMIT = 50;

/** @type {Readonly<Record<Vendor, string>>} */
export const VENDOR_LABEL = { wecom: '企业微信', dingtalk: '钉钉' };

/** @param {Who} who */
export const keyOf = ({ vendor, userId }) => `${vendor}:${userId}`;

/**
 * The part of the address after `#` that opens the conversations of these people, side by side.
 * @param {readonly Who[]} several
 */
export const hashOf = (several) =>
  `#/${several.map(({ vendor, userId }) => `${vendor}/${encodeURIComponent(userId)}`).join('/')}`;

/**
 * Reads what `hashOf` wrote; at most `MAX_OPEN` people, nobody twice.
 * @param {string} hash
 * @returns {Who[]}
 */
export function whoFromHash(hash) {
  /** @type {Map<string, Who>} */
  const found = new Map();
  for (const [, vendor, userId = ''] of hash.matchAll(/\/(wecom|dingtalk)\/([^/]+)/g)) {
    try {
      const who = { vendor: /** @type {Vendor} */ (vendor), userId: decodeURIComponent(userId) };
      found.set(keyOf(who), who);
    } catch {
      // Not ours: a damaged address opens what can be read of it.
    }
  }
  return [...found.values()].slice(0, MAX_OPEN);
}

/**
 * The people that match, kept up to date: asked again shortly after typing stops and after a conversation changed or was read.
 * @param {{ search: string, vendor: Vendor | '', limit: number }} query
 * @param {import('./live.js').Live} live
 * @returns {{ people: PersonView[], state: 'loading' | 'ready' | 'failed' }}
 */
export function usePeople({ search, vendor, limit }, live) {
  const [people, setPeople] = useState(/** @type {PersonView[]} */ ([]));
  const [state, setState] = useState(/** @type {'loading' | 'ready' | 'failed'} */ ('loading'));
  const lastSearch = useRef(search);

  useEffect(() => {
    const cancel = new AbortController();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const load = async () => {
      timer = undefined;
      try {
        const found = await fetchPeople({ search: search.trim(), vendor, limit }, cancel.signal);
        if (cancel.signal.aborted) return;
        setPeople(found);
        setState('ready');
      } catch {
        if (!cancel.signal.aborted) setState('failed');
      }
    };
    timer = setTimeout(load, lastSearch.current === search ? 0 : SEARCH_PAUSE_MS);
    lastSearch.current = search;
    const unsubscribe = live.subscribe((event) => {
      if (event.kind !== 'lost') timer ??= setTimeout(load, REFRESH_PAUSE_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
      cancel.abort();
    };
  }, [search, vendor, limit, live]);

  return { people, state };
}

/**
 * One person, found by id; `undefined` when there is no such person.
 * @param {Who} who
 * @returns {Promise<PersonView | undefined>}
 */
export async function findPerson(who) {
  const found = await fetchPeople({ search: who.userId, vendor: who.vendor, limit: LOOKUP_LIMIT });
  return found.find((person) => keyOf(person) === keyOf(who));
}
