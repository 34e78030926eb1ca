/** The whole page: list on the left, conversations on the right; on a phone one of the two. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Conversation } from './conversation.js';
import { Guide } from './guide.js';
import { html } from './html.js';
import { Lab } from './lab.js';
import { findPerson, hashOf, keyOf, MAX_OPEN, whoFromHash } from './people.js';
import { PeopleList } from './people-list.js';
import { TimeBar } from './time-bar.js';
import { useClock } from './use-clock.js';
import { Walk } from './walk.js';
import { readRecent, rememberRecent, useWatchedPeople } from './watched-people.js';

/** @typedef {import('../view.ts').PersonView} PersonView */
/** @typedef {import('./live.js').Live} Live */
/** @typedef {import('./people.js').Who} Who */

/** From this width on list and conversation stand side by side; the same number is in `style.css`. */
const WIDE = '(min-width: 800px)';

/** @param {{ live: Live }} props */
export function App({ live }) {
  // As it was when the page was opened: a list that changes under the hand makes people miss.
  const [used] = useState(readRecent);
  const [listHidden, setListHidden] = useState(false);
  const watched = useWatchedPeople(used, live);
  const { several, people, missing, setChosen } = useOpenPeople();
  const connected = useConnected(live);
  const clockUse = useClock(live);
  useFocusOnSwitch(people);
  const newest = people.at(-1);
  useEffect(() => {
    if (newest !== undefined) rememberRecent(readRecent(), newest);
  }, [newest]);

  /** @param {PersonView} person */
  const addBeside = (person) => {
    setChosen(person);
    location.hash = hashOf([...several, person].slice(-MAX_OPEN));
  };
  /** @param {Who} who */
  const close = (who) => {
    location.hash = hashOf(several.filter((one) => keyOf(one) !== keyOf(who)));
  };

  return html`
    ${!connected && html`<p class="offline" role="alert">与演示服务的连接断了，正在重新连接……</p>`}
    <${TimeBar} clockUse=${clockUse} />
    <div class=${`panes ${several.length === 0 ? 'show-list' : 'show-chat'} ${listHidden && several.length > 0 ? 'list-hidden' : ''}`}>
      <div class="list-pane">
        <div class="list-scroll">
          <header class="page-header">
            <h1>学册 · 演示</h1>
            <p>学册在企业微信和钉钉里办理全县的干部教育培训。请选一个人，以他的身份和学册对话。这里的人和单位都是虚构的。</p>
          </header>
          <${Walk} live=${live} onChoose=${setChosen} />
          <${PeopleList} live=${live} watched=${watched} openKeys=${several.map(keyOf)} onChoose=${setChosen} onBeside=${addBeside} />
        </div>
        <${Lab} live=${live} people=${people} clockUse=${clockUse} />
      </div>
      <main class="chat-pane">
        ${
          several.length > 1 &&
          html`
            <button type="button" class="plain-button list-switch" aria-expanded=${!listHidden} onClick=${() => setListHidden(!listHidden)}>
              ${listHidden ? '展开名单' : '收起名单'}
            </button>
          `
        }
        ${people.length === 0 ? html`<${Guide} missing=${missing} />` : html`<${Conversations} live=${live} people=${people} onClose=${close} />`}
      </main>
    </div>
  `;
}

/** @param {{ live: Live, people: readonly PersonView[], onClose: (who: Who) => void }} props */
function Conversations({ live, people, onClose }) {
  return html`
    <div class="conversations">
      ${people.map(
        (person) => html`
          <${Conversation}
            key=${keyOf(person)}
            person=${person}
            live=${live}
            onClose=${people.length > 1 ? () => onClose(person) : undefined}
          />
        `,
      )}
    </div>
  `;
}

/** The people named by the address, in its order; `missing` when it names somebody who is not of the demo county. */
function useOpenPeople() {
  const [hash, setHash] = useState(location.hash);
  const [known, setKnown] = useState(/** @type {ReadonlyMap<string, PersonView>} */ (new Map()));
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    const onChange = () => setHash(location.hash);
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);

  const several = whoFromHash(hash);
  const unknown = several.filter((who) => !known.has(keyOf(who)));
  /** @param {PersonView} person */
  const setChosen = (person) => setKnown((all) => new Map(all).set(keyOf(person), person));
  useEffect(() => {
    setMissing(false);
    if (unknown.length === 0) return undefined;
    let ended = false;
    Promise.all(unknown.map((who) => findPerson(who).catch(() => undefined))).then((all) => {
      if (ended) return;
      for (const person of all) if (person !== undefined) setChosen(person);
      setMissing(all.includes(undefined));
    });
    return () => {
      ended = true;
    };
  }, [unknown.map(keyOf).join(' ')]);

  const people = several.map((who) => known.get(keyOf(who))).filter((person) => person !== undefined);
  return { several, people, missing, setChosen };
}

/** @param {Live} live */
function useConnected(live) {
  const [connected, setConnected] = useState(true);
  useEffect(
    () =>
      live.subscribe(({ kind }) => {
        if (kind === 'lost') setConnected(false);
        if (kind === 'back') setConnected(true);
      }),
    [live],
  );
  return connected;
}

/**
 * Where the keyboard goes: into the text box of the conversation opened last (on a phone to its heading, so that no keyboard pops
 * up), and back to the person in the list when the last conversation is left.
 * @param {PersonView[]} people
 */
function useFocusOnSwitch(people) {
  const before = useRef(/** @type {PersonView[]} */ ([]));
  useEffect(() => {
    const left = before.current;
    before.current = people;
    const opened = people.find((person) => !left.some((other) => keyOf(other) === keyOf(person)));
    if (opened !== undefined) {
      const target = matchMedia(WIDE).matches ? '.draft' : '.chat-title h2';
      const conversation = document.getElementById(`conversation-${keyOf(opened)}`);
      /** @type {HTMLElement | null | undefined} */ (conversation?.querySelector(target))?.focus();
    } else if (people.length === 0 && left[0] !== undefined) {
      document.getElementById(`person-${keyOf(left[0])}`)?.focus();
    }
  }, [people.map(keyOf).join(' ')]);
}
