/** Faults on request: the next calls or callbacks go wrong in the chosen way. */
import { useState } from 'preact/hooks';
import { addFault, messageOf } from './api.js';
import { html } from './html.js';
import { VENDOR_LABEL } from './people.js';

/** @typedef {import('../view.ts').FaultRequest} FaultRequest */

/** @type {Readonly<Record<FaultRequest['where'], string>>} */
const WHERE_LABEL = { api: '机器人发往平台的调用', callback: '平台发给机器人的回调' };

/** @type {readonly { fault: FaultRequest['fault'], where: readonly FaultRequest['where'][], label: string }[]} */
const FAULTS = [
  { fault: 'slow', where: ['api', 'callback'], label: '变慢' },
  { fault: 'drop', where: ['api', 'callback'], label: '悄悄丢失' },
  { fault: 'duplicate', where: ['callback'], label: '重复送达' },
  { fault: 'reorder', where: ['callback'], label: '次序颠倒' },
  { fault: 'accept-then-hang', where: ['api', 'callback'], label: '已收下，但没有回答' },
  { fault: 'reset', where: ['api', 'callback'], label: '连接被切断' },
  { fault: 'server-error', where: ['api', 'callback'], label: '回答成了服务器错误' },
  { fault: 'rate-limit', where: ['api'], label: '超过频率限制' },
  { fault: 'expire-token', where: ['api'], label: '访问凭证过期' },
];

export function FaultPanel() {
  const [request, setRequest] = useState(
    /** @type {FaultRequest} */ ({ vendor: 'wecom', where: 'api', fault: 'slow', times: 1 }),
  );
  const [said, setSaid] = useState('');
  const possible = FAULTS.filter(({ where }) => where.includes(request.where));

  /** @param {Partial<FaultRequest>} change */
  const change = (change) => {
    const next = { ...request, ...change };
    const fits = FAULTS.some(({ fault, where }) => fault === next.fault && where.includes(next.where));
    setRequest(fits ? next : { ...next, fault: 'slow' });
    setSaid('');
  };
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    try {
      await addFault(request);
      setSaid('已经安排好，下一次就会出现。');
    } catch (error) {
      setSaid(messageOf(error));
    }
  };

  return html`
    <section class="lab-panel" aria-labelledby="lab-faults">
      <h3 id="lab-faults">故障</h3>
      <form class="lab-form" onSubmit=${submit}>
        <${Choice} id="fault-vendor" label="平台" value=${request.vendor} options=${Object.entries(VENDOR_LABEL)}
          onChange=${(/** @type {FaultRequest['vendor']} */ vendor) => change({ vendor })} />
        <${Choice} id="fault-where" label="出在哪里" value=${request.where} options=${Object.entries(WHERE_LABEL)}
          onChange=${(/** @type {FaultRequest['where']} */ where) => change({ where })} />
        <${Choice} id="fault-kind" label="怎样的故障" value=${request.fault}
          options=${possible.map(({ fault, label }) => [fault, label])}
          onChange=${(/** @type {FaultRequest['fault']} */ fault) => change({ fault })} />
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
        <button type="submit" class="plain-button">安排故障</button>
      </form>
      <p role="status">${said}</p>
    </section>
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
