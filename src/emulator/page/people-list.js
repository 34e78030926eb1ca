/** The list of people one can be: search, vendor filter, recent people, then the rest as the server orders them. */
import { useState } from 'preact/hooks';
import { html } from './html.js';
import { hashOf, keyOf, usePeople, VENDOR_LABEL } from './people.js';

/** @typedef {import('../view.ts').PersonView} PersonView */
/** @typedef {import('../view.ts').Vendor} Vendor */

const PAGE = 40;

/** @type {readonly { value: Vendor | '', label: string }[]} */
const FILTERS = [
  { value: '', label: '全部' },
  { value: 'wecom', label: '企业微信' },
  { value: 'dingtalk', label: '钉钉' },
];

/**
 * @param {object} props
 * @param {import('./live.js').Live} props.live
 * @param {{ recent: PersonView[], news: PersonView[] }} props.watched
 * @param {readonly string[]} props.openKeys - `keyOf` the people whose conversations are open
 * @param {(person: PersonView) => void} props.onChoose - opened alone
 * @param {(person: PersonView) => void} props.onBeside - opened beside those that are open
 */
export function PeopleList({ live, watched, openKeys, onChoose, onBeside }) {
  const [search, setSearch] = useState('');
  const [vendor, setVendor] = useState(/** @type {Vendor | ''} */ (''));
  const [limit, setLimit] = useState(PAGE);
  const { people, state } = usePeople({ search, vendor, limit }, live);

  const searching = search.trim() !== '';
  const ofVendor = (/** @type {PersonView[]} */ some) =>
    some.filter((person) => vendor === '' || person.vendor === vendor);
  const recent = searching ? [] : ofVendor(watched.recent);
  const news = searching ? [] : ofVendor(watched.news);
  const above = new Set(recent.map(({ person }) => person));
  const rest = onePerPerson(people).filter(({ person }) => !above.has(person));

  return html`
    <nav class="people" aria-label="可以扮演的人" onKeyDown=${moveByArrows}>
      <search class="people-search">
        <label for="people-search">找人</label>
        <input
          id="people-search"
          type="search"
          placeholder="姓名、单位、职务或角色"
          autocomplete="off"
          value=${search}
          onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => {
            setSearch(event.currentTarget.value);
            setLimit(PAGE);
          }}
        />
        <${VendorFilter} vendor=${vendor} onChange=${setVendor} />
      </search>
      ${!searching && html`<${News} people=${news} onChoose=${onChoose} />`}
      <${Rows} heading="最近用过" people=${onePerPerson(recent)} openKeys=${openKeys} onChoose=${onChoose} onBeside=${onBeside} />
      <${Rows} heading=${searching ? '找到的人' : '请选一个人'} people=${rest} openKeys=${openKeys} onChoose=${onChoose} onBeside=${onBeside} />
      <p class="people-state" role="status">${stateText(state, search.trim(), people.length)}</p>
      ${
        people.length >= limit &&
        html`<button type="button" class="plain-button more" onClick=${() => setLimit(limit + PAGE)}>再显示 ${PAGE} 人</button>`
      }
    </nav>
  `;
}

/**
 * Arrow keys go from the search field into the list and along it, Enter in the field opens the first, Escape goes back to the field.
 * @param {KeyboardEvent & { currentTarget: HTMLElement }} event
 */
function moveByArrows(event) {
  const field = /** @type {HTMLInputElement} */ (event.currentTarget.querySelector('#people-search'));
  const rows = /** @type {HTMLElement[]} */ ([...event.currentTarget.querySelectorAll('.person')]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const inField = document.activeElement === field;
  if (event.isComposing || (at < 0 && !inField)) return;
  if (event.key === 'Escape' && !inField) field.focus();
  else if (event.key === 'Enter' && inField) rows[0]?.click();
  else if (event.key === 'ArrowDown') rows[at + 1]?.focus();
  else if (event.key === 'ArrowUp' && at >= 0) (rows[at - 1] ?? field).focus();
  else return;
  event.preventDefault();
}

/**
 * @param {object} props
 * @param {string} props.heading
 * @param {PersonView[]} props.people
 * @param {readonly string[]} props.openKeys
 * @param {(person: PersonView) => void} props.onChoose
 * @param {(person: PersonView) => void} props.onBeside
 */
function Rows({ heading, people, openKeys, onChoose, onBeside }) {
  if (people.length === 0) return null;
  return html`
    <h2 class="people-heading">${heading}</h2>
    <ul class="people-rows">
      ${people.map(
        (person) =>
          html`<${PersonRow} key=${keyOf(person)} person=${person} openKeys=${openKeys} onChoose=${onChoose} onBeside=${onBeside} />`,
      )}
    </ul>
  `;
}

/** @param {{ vendor: Vendor | '', onChange: (vendor: Vendor | '') => void }} props */
function VendorFilter({ vendor, onChange }) {
  return html`
    <div class="filter" role="group" aria-label="平台">
      ${FILTERS.map(
        ({ value, label }) => html`
          <button key=${value} type="button" aria-pressed=${vendor === value} onClick=${() => onChange(value)}>${label}</button>
        `,
      )}
    </div>
  `;
}

/**
 * Who was just written to: one line that is always there, so that nothing below it moves.
 * @param {{ people: PersonView[], onChoose: (person: PersonView) => void }} props
 */
function News({ people, onChoose }) {
  return html`
    <h2 class="people-heading">刚收到消息</h2>
    <div class="written">
      ${people.length === 0 && html`<span class="written-none">还没有人收到新消息。</span>`}
      ${people.map(
        (person) => html`
          <a key=${keyOf(person)} class=${`written-person look-${person.vendor}`} href=${hashOf([person])} onClick=${() => onChoose(person)}>
            ${person.name}<${Unread} count=${person.unread} />
          </a>
        `,
      )}
    </div>
  `;
}

/** @param {{ count: number }} props */
function Unread({ count }) {
  if (count === 0) return null;
  return html`<span class="unread">${count > 99 ? '99+' : count}<span class="only-heard"> 条未读</span></span>`;
}

/**
 * The same people, each once, whichever of their accounts are in the list.
 * @param {readonly PersonView[]} people
 */
function onePerPerson(people) {
  return [...new Map([...people].reverse().map((each) => [each.person, each])).values()].reverse();
}

/**
 * One person: a way in for each of their accounts.
 * @param {object} props
 * @param {PersonView} props.person
 * @param {readonly string[]} props.openKeys
 * @param {(person: PersonView) => void} props.onChoose
 * @param {(person: PersonView) => void} props.onBeside
 */
function PersonRow({ person, openKeys, onChoose, onBeside }) {
  const ways = person.accounts.map((account) => ({ ...person, ...account }));
  const open = ways.some((way) => openKeys.includes(keyOf(way)));
  return html`
    <li class=${`person-row ${open ? 'is-open' : ''}`}>
      <${PersonLink} way=${person} isOpen=${openKeys.includes(keyOf(person))} only=${ways.length === 1} onChoose=${onChoose} />
      ${ways.length > 1 && html`<${Ways} ways=${ways} openKeys=${openKeys} onChoose=${onChoose} />`}
      ${
        openKeys.length > 0 &&
        html`
          <button
            type="button"
            class="beside"
            disabled=${open}
            aria-label=${`并排打开${person.name}`}
            title="并排打开"
            onClick=${() => onBeside(person)}
          >
            并排
          </button>
        `
      }
    </li>
  `;
}

/** @param {{ way: PersonView, isOpen: boolean, only: boolean, onChoose: (person: PersonView) => void }} props */
function PersonLink({ way, isOpen, only, onChoose }) {
  return html`
    <a
      class=${`person look-${way.vendor}`}
      id=${`person-${keyOf(way)}`}
      href=${hashOf([way])}
      aria-current=${isOpen ? 'true' : undefined}
      onClick=${() => onChoose(way)}
    >
      <span class="avatar" aria-hidden="true">${way.name.slice(-2)}</span>
      <span class="person-text">
        <span class="person-name">
          <strong>${way.name}</strong>
          ${way.roles.map((role) => html`<span key=${role} class="role">${role}</span>`)}
        </span>
        <span class="person-post">${way.unit} · ${way.post}</span>
      </span>
      ${
        only &&
        html`
          <span class="person-side">
            <span class="vendor-tag">${VENDOR_LABEL[way.vendor]}</span>
            <${Unread} count=${isOpen ? 0 : way.unread} />
          </span>
        `
      }
    </a>
  `;
}

/** @param {{ ways: PersonView[], openKeys: readonly string[], onChoose: (person: PersonView) => void }} props */
function Ways({ ways, openKeys, onChoose }) {
  return html`
    <span class="ways">
      ${ways.map(
        (way) => html`
          <a
            key=${keyOf(way)}
            class=${`way look-${way.vendor}`}
            href=${hashOf([way])}
            aria-label=${`${way.name}的${VENDOR_LABEL[way.vendor]}`}
            aria-current=${openKeys.includes(keyOf(way)) ? 'true' : undefined}
            onClick=${() => onChoose(way)}
          >${VENDOR_LABEL[way.vendor]}<${Unread} count=${openKeys.includes(keyOf(way)) ? 0 : way.unread} /></a>
        `,
      )}
    </span>
  `;
}

/**
 * @param {'loading' | 'ready' | 'failed'} state
 * @param {string} search
 * @param {number} count
 */
function stateText(state, search, count) {
  // Where the service is gone, the line above the page says so.
  if (state === 'failed') return count > 0 ? '' : '名单没有读出来。';
  if (state === 'loading' && count === 0) return '正在读取名单……';
  if (count > 0) return '';
  return search === '' ? '名单是空的。' : `没有找到“${search}”。可以试试单位或职务，例如“党校”“镇长”。`;
}
