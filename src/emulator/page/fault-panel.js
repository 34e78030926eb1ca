/** Faults on request: the next calls or callbacks go wrong in the chosen way, and what still waits can be taken back. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { addFault, fetchFaults, messageOf } from './api.js';
import { html } from './html.js';
import { VENDOR_LABEL } from './people.js';

/** @typedef {import('../view.ts').FaultRequest} FaultRequest */

/** @type {Readonly<Record<FaultRequest['where'], string>>} */
const WHERE_LABEL = { api: '机器人调用平台接口时', callback: '平台通知机器人时' };

/** @typedef {{ fault: FaultRequest['fault'], where: readonly FaultRequest['where'][], vendor?: FaultRequest['vendor'], label: string }} Kind */

/** `vendor`: where only one of them knows it. @type {readonly Kind[]} */
const FAULTS = [
  { fault: 'slow', where: ['api', 'callback'], label: '变慢' },
  { fault: 'drop', where: ['api', 'callback'], label: '悄悄丢失' },
  { fault: 'duplicate', where: ['api', 'callback'], label: '重复送达' },
  { fault: 'reorder', where: ['api', 'callback'], label: '次序颠倒' },
  { fault: 'accept-then-hang', where: ['api', 'callback'], label: '已收下，但没有回答' },
  { fault: 'reset', where: ['api', 'callback'], label: '连接被切断' },
  { fault: 'server-error', where: ['api', 'callback'], label: '回答成了服务器错误' },
  { fault: 'rate-limit', where: ['api'], label: '超过频率限制' },
  { fault: 'expire-token', where: ['api'], label: '访问凭证过期' },
  { fault: 'partial-accept', where: ['api'], label: '群发时只送达一部分人' },
  { fault: 'refuse', where: ['api'], label: '用指定的错误码拒绝' },
  { fault: 'accept-then-reset', where: ['api'], label: '已收下，但连接被切断' },
  { fault: 'unavailable', where: ['api'], label: '网关说服务不可用，没有收下' },
  { fault: 'gateway-timeout', where: ['api'], label: '网关说超时，其实已收下' },
  { fault: 'ip-ban', where: ['api'], vendor: 'dingtalk', label: '机器人的地址被封禁' },
  { fault: 'bad-sign', where: ['callback'], vendor: 'dingtalk', label: '签名不对' },
  { fault: 'stale-timestamp', where: ['callback'], vendor: 'dingtalk', label: '签名是两小时前的' },
];

/** @param {FaultRequest} request */
const possibleFor = (request) =>
  FAULTS.filter(({ where, vendor }) => where.includes(request.where) && (vendor ?? request.vendor) === request.vendor);

const REFRESH_MS = 3000;

/** @param {{ live: import('./live.js').Live }} props */
export function FaultPanel({ live }) {
  const { waiting, setWaiting } = useWaiting(live);
  const [said, setSaid] = useState('');

  /** @param {FaultRequest} request @param {string} words - what to say when it is done */
  const arrange = async (request, words) => {
    try {
      setWaiting(await addFault(request));
      setSaid(words);
    } catch (error) {
      setSaid(messageOf(error));
    }
  };
  return html`
    <section class="lab-panel" aria-labelledby="lab-faults">
      <h3 id="lab-faults" class="only-heard">故障</h3>
      <${FaultForm} onChange=${() => setSaid('')} onArrange=${(/** @type {FaultRequest} */ request) => arrange(request, '已经安排好，下一次就会出现。')} />
      <p role="status">${said}</p>
      <${Waiting} waiting=${waiting} onCancel=${(/** @type {FaultRequest} */ request) => arrange({ ...request, times: 0 }, '已经取消。')} />
    </section>
  `;
}

/**
 * The faults that wait, asked again as long as the panel is open: they are used up elsewhere.
 * @param {import('./live.js').Live} live
 */
function useWaiting(live) {
  const [waiting, setWaiting] = useState(/** @type {FaultRequest[]} */ ([]));
  const load = useCallback(() => fetchFaults().then(setWaiting, () => undefined), []);
  useEffect(() => {
    load();
    const timer = setInterval(load, REFRESH_MS);
    const unsubscribe = live.subscribe(({ kind }) => {
      if (kind === 'back') load();
    });
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [load, live]);
  return { waiting, setWaiting };
}

/** @param {{ waiting: FaultRequest[], onCancel: (request: FaultRequest) => void }} props */
function Waiting({ waiting, onCancel }) {
  if (waiting.length === 0) return html`<p class="lab-quiet">现在没有等着出现的故障。</p>`;
  return html`
    <h4 id="lab-waiting">等着出现的故障</h4>
    <ul class="lab-waiting" aria-labelledby="lab-waiting">
      ${waiting.map((request, index) => {
        const text = describe(request);
        return html`
          <li key=${`${index} ${text}`}>
            <span>${text}</span>
            <button type="button" class="plain-button" aria-label=${`取消：${text}`} onClick=${() => onCancel(request)}>取消</button>
          </li>
        `;
      })}
    </ul>
  `;
}

/** @param {FaultRequest} request */
function describe({ vendor, where, fault, times, path, code }) {
  const label = FAULTS.find((one) => one.fault === fault)?.label ?? fault;
  const only = path === undefined ? '' : `（只限 ${path}）`;
  const which = code === undefined ? '' : `（${code}）`;
  return `${VENDOR_LABEL[vendor]}，${WHERE_LABEL[where]}${only}：${label}${which}，还有 ${times} 次`;
}

/** @param {{ onChange: () => void, onArrange: (request: FaultRequest) => void }} props */
function FaultForm({ onChange, onArrange }) {
  const [request, setRequest] = useState(
    /** @type {FaultRequest} */ ({ vendor: 'wecom', where: 'api', fault: 'slow', times: 1 }),
  );
  const [path, setPath] = useState('');
  const [code, setCode] = useState('');

  /** @param {Partial<FaultRequest>} change */
  const change = (change) => {
    const next = { ...request, ...change };
    const fits = possibleFor(next).some(({ fault }) => fault === next.fault);
    setRequest(fits ? next : { ...next, fault: 'slow' });
    onChange();
  };
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    const only = request.where === 'api' && path.trim() !== '' ? { path: path.trim() } : {};
    const which = request.fault === 'refuse' ? { code: code.trim() } : {};
    onArrange({ ...request, ...only, ...which });
  };
  return html`
    <form class="lab-form" onSubmit=${submit}>
      <${Choice} id="fault-vendor" label="平台" value=${request.vendor} options=${Object.entries(VENDOR_LABEL)}
        onChange=${(/** @type {FaultRequest['vendor']} */ vendor) => change({ vendor })} />
      <${Choice} id="fault-where" label="出在哪里" value=${request.where} options=${Object.entries(WHERE_LABEL)}
        onChange=${(/** @type {FaultRequest['where']} */ where) => change({ where })} />
      <${Choice} id="fault-kind" label="怎样的故障" value=${request.fault}
        options=${possibleFor(request).map(({ fault, label }) => [fault, label])}
        onChange=${(/** @type {FaultRequest['fault']} */ fault) => change({ fault })} />
      ${
        request.fault === 'refuse' &&
        html`
          <label for="fault-code">错误码</label>
          <input
            id="fault-code"
            type="text"
            required
            autocomplete="off"
            placeholder=${request.vendor === 'wecom' ? '例如 60011' : '例如 send.too.fast'}
            value=${code}
            onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => setCode(event.currentTarget.value)}
          />
        `
      }
      <label for="fault-times">次数</label>
      <input
        id="fault-times"
        type="number"
        min="1"
        max="100"
        required
        value=${request.times}
        onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => change({ times: event.currentTarget.valueAsNumber })}
      />
      ${
        request.where === 'api' &&
        html`
          <label for="fault-path">只针对这个接口（可以不填）</label>
          <input
            id="fault-path"
            type="text"
            autocomplete="off"
            placeholder="例如 message/send"
            value=${path}
            onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => setPath(event.currentTarget.value)}
          />
        `
      }
      <button type="submit" class="plain-button">安排故障</button>
    </form>
  `;
}

/**
 * @param {{ id: string, label: string, value: string, options: [string, string][], onChange: (value: string) => void }} props
 */
function Choice({ id, label, value, options, onChange }) {
  return html`
    <label for=${id}>${label}</label>
    <select
      id=${id}
      value=${value}
      onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => onChange(event.currentTarget.value)}
    >
      ${options.map(([one, text]) => html`<option key=${one} value=${one} selected=${one === value}>${text}</option>`)}
    </select>
  `;
}
