/** The form that asks for a fault: at which vendor, where, which one, how often. */
import { useState } from 'preact/hooks';
import { possibleFor, WHERE_LABEL } from './fault-kinds.js';
import { html } from './html.js';
import { VENDOR_LABEL } from './people.js';

/** @typedef {import('../view.ts').FaultRequest} FaultRequest */

/** @param {{ onChange: () => void, onArrange: (request: FaultRequest) => void }} props */
export function FaultForm({ onChange, onArrange }) {
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
    <form class="lab-form fault-form" onSubmit=${submit}>
      <${Choice} id="fault-vendor" label="平台" value=${request.vendor} options=${Object.entries(VENDOR_LABEL)}
        onChange=${(/** @type {FaultRequest['vendor']} */ vendor) => change({ vendor })} />
      <${Choice} id="fault-where" label="出在哪里" value=${request.where} options=${Object.entries(WHERE_LABEL)}
        onChange=${(/** @type {FaultRequest['where']} */ where) => change({ where })} />
      <${Choice} id="fault-kind" label="怎样的故障" value=${request.fault}
        options=${possibleFor(request).map(({ fault, label }) => [fault, label])}
        onChange=${(/** @type {FaultRequest['fault']} */ fault) => change({ fault })} />
      ${request.fault === 'refuse' && html`<${CodeField} vendor=${request.vendor} value=${code} onChange=${setCode} />`}
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
      ${request.where === 'api' && html`<${PathField} value=${path} onChange=${setPath} />`}
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

/** @param {{ vendor: FaultRequest['vendor'], value: string, onChange: (value: string) => void }} props */
function CodeField({ vendor, value, onChange }) {
  return html`
    <label for="fault-code">错误码</label>
    <input
      id="fault-code"
      type="text"
      required
      autocomplete="off"
      placeholder=${vendor === 'wecom' ? '例如 60011' : '例如 send.too.fast'}
      value=${value}
      onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => onChange(event.currentTarget.value)}
    />
  `;
}

/** @param {{ value: string, onChange: (value: string) => void }} props */
function PathField({ value, onChange }) {
  return html`
    <label for="fault-path">仅限接口</label>
    <input
      id="fault-path"
      type="text"
      autocomplete="off"
      placeholder="可不填，如 message/send"
      value=${value}
      onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => onChange(event.currentTarget.value)}
    />
  `;
}
