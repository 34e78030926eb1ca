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
  const above = new Set([...recent, ...news].map(keyOf));
  const rest = people.filter((person) => !above.has(keyOf(person)));

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
      <${Rows} heading="最近用过" people=${recent} openKeys=${openKeys} onChoose=${onChoose} onBeside=${onBeside} />
      <${Rows} heading="刚收到消息" people=${news} openKeys=${openKeys} onChoose=${onChoose} onBeside=${onBeside} />
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
 * @param {object} props
 * @param {PersonView} props.person
 * @param {readonly string[]} props.openKeys
 * @param {(person: PersonView) => void} props.onChoose
 * @param {(person: PersonView) => void} props.onBeside
 */
function PersonRow({ person, openKeys, onChoose, onBeside }) {
  const open = openKeys.includes(keyOf(person));
  const unread = open ? 0 : person.unread;
  return html`
    <li class="person-row">
      <a
        class=${`person look-${person.vendor}`}
        id=${`person-${keyOf(person)}`}
        href=${hashOf([person])}
        aria-current=${open ? 'true' : undefined}
        onClick=${() => onChoose(person)}
      >
        <span class="avatar" aria-hidden="true">${person.name.slice(-2)}</span>
        <span class="person-text">
          <span class="person-name">
            <strong>${person.name}</strong>
            ${person.roles.map((role) => html`<span key=${role} class="role">${role}</span>`)}
          </span>
          <span class="person-post">${person.unit} · ${person.post}</span>
        </span>
        <span class="person-side">
          <span class="vendor-tag">${VENDOR_LABEL[person.vendor]}</span>
          ${unread > 0 && html`<span class="unread">${unread > 99 ? '99+' : unread}<span class="only-heard"> 条未读</span></span>`}
        </span>
      </a>
      ${
        openKeys.length > 0 &&
        !open &&
        html`
          <button type="button" class="beside" aria-label=${`并排打开${person.name}`} title="并排打开" onClick=${() => onBeside(person)}>
            并排
          </button>
        `
      }
    </li>
  `;
}

/**
 * @param {'loading' | 'ready' | 'failed'} state
 * @param {string} search
 * @param {number} count
 */
function stateText(state, search, count) {
  if (state === 'failed') return '名单没有读出来，请看看演示服务是否还在运行。';
  if (state === 'loading' && count === 0) return '正在读取名单……';
  if (count > 0) return '';
  return search === '' ? '名单是空的。' : `没有找到“${search}”。可以试试单位或职务，例如“党校”“镇长”。`;
}
