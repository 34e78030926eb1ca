/** The whole page: list on the left, conversation on the right; on a phone one of the two. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Conversation } from './conversation.js';
import { Guide } from './guide.js';
import { html } from './html.js';
import { Lab } from './lab.js';
import { findPerson, keyOf, whoFromHash } from './people.js';
import { PeopleList } from './people-list.js';
import { readRecent, rememberRecent, useWatchedPeople } from './watched-people.js';

/** @typedef {import('../view.ts').PersonView} PersonView */
/** @typedef {import('./live.js').Live} Live */

/** From this width on list and conversation stand side by side; the same number is in `style.css`. */
const WIDE = '(min-width: 800px)';

/** @param {{ live: Live }} props */
export function App({ live }) {
  const [used, setUsed] = useState(readRecent);
  const watched = useWatchedPeople(used, live);
  const { person, who, missing, setChosen } = useOpenPerson();
  const connected = useConnected(live);
  useFocusOnSwitch(person);
  useEffect(() => {
    if (person !== undefined) setUsed((all) => rememberRecent(all, person));
  }, [person]);

  return html`
    ${!connected && html`<p class="offline" role="alert">与演示服务的连接断了，正在重新连接……</p>`}
    <div class=${`panes ${who === undefined ? 'show-list' : 'show-chat'}`}>
      <div class="list-pane">
        <div class="list-scroll">
          <header class="page-header">
            <h1>学册 · 演示</h1>
            <p>学册在企业微信和钉钉里办理全县的干部教育培训。请选一个人，以他的身份和学册对话。这里的人和单位都是虚构的。</p>
          </header>
          <${PeopleList} live=${live} watched=${watched} openKey=${who && keyOf(who)} onChoose=${setChosen} />
        </div>
        <${Lab} />
      </div>
      <main class="chat-pane">
        ${
          person === undefined
            ? html`<${Guide} missing=${missing} />`
            : html`<${Conversation} key=${keyOf(person)} person=${person} live=${live} />`
        }
      </main>
    </div>
  `;
}

/** The person named by the address; `missing` when the address names nobody of the demo county. */
function useOpenPerson() {
  const [hash, setHash] = useState(location.hash);
  const [chosen, setChosen] = useState(/** @type {PersonView | undefined} */ (undefined));
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    const onChange = () => setHash(location.hash);
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);

  const who = whoFromHash(hash);
  const openKey = who && keyOf(who);
  const known = chosen !== undefined && keyOf(chosen) === openKey;
  useEffect(() => {
    setMissing(false);
    if (who === undefined || known) return undefined;
    let ended = false;
    findPerson(who)
      .catch(() => undefined)
      .then((found) => {
        if (ended) return;
        setChosen(found);
        setMissing(found === undefined);
      });
    return () => {
      ended = true;
    };
  }, [openKey, known]);

  return { who, person: known ? chosen : undefined, missing, setChosen };
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
 * Where the keyboard goes: into the text box of the opened conversation (on a phone to its heading, so that no keyboard pops
 * up), and back to the person in the list when the conversation is left.
 * @param {PersonView | undefined} person
 */
function useFocusOnSwitch(person) {
  const before = useRef(/** @type {PersonView | undefined} */ (undefined));
  useEffect(() => {
    const left = before.current;
    before.current = person;
    if (person !== undefined) {
      const target = matchMedia(WIDE).matches ? '.draft' : '.chat-title h2';
      /** @type {HTMLElement | null} */ (document.querySelector(target))?.focus();
    } else if (left !== undefined) {
      document.getElementById(`person-${keyOf(left)}`)?.focus();
    }
  }, [person && keyOf(person)]);
}
