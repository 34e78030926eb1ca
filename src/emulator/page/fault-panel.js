/** Faults on request: the next calls or callbacks go wrong in the chosen way, and what still waits can be taken back. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { addFault, fetchFaults, messageOf } from './api.js';
import { FaultForm } from './fault-form.js';
import { describeFault } from './fault-kinds.js';
import { html } from './html.js';

/** @typedef {import('../view.ts').FaultRequest} FaultRequest */

const REFRESH_MS = 3000;

/** @param {{ live: import('./live.js').Live }} props */
export function FaultPanel({ live }) {
  const { waiting, setWaiting } = useWaiting(live);
  const [said, setSaid] = useState('');
  const status = useRef(/** @type {HTMLElement | null} */ (null));
  // On a small screen the answer to the button would stand below the edge.
  useEffect(() => {
    if (said !== '') status.current?.parentElement?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [said]);

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
      <p role="status" ref=${status}>${said}</p>
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
        const text = describeFault(request);
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
