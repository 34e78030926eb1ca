/** 实验台: the clock, faults, and what was recorded, for those who want to see the bot cope. Closed until somebody opens it. */
import { useState } from 'preact/hooks';
import { ClockPanel } from './clock-panel.js';
import { FaultPanel } from './fault-panel.js';
import { html } from './html.js';
import { RecordPanel } from './record-panel.js';

/** @typedef {'clock' | 'faults' | 'records'} Part */

/** @type {readonly { part: Part, label: string }[]} */
const PARTS = [
  { part: 'clock', label: '时钟' },
  { part: 'faults', label: '故障' },
  { part: 'records', label: '记录' },
];

/**
 * @param {object} props
 * @param {import('./live.js').Live} props.live
 * @param {import('../view.ts').PersonView[]} props.people - whose conversations are open
 * @param {import('./use-clock.js').ClockUse} props.clockUse
 */
export function Lab({ live, people, clockUse }) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(/** @type {Part} */ ('clock'));
  return html`
    <details class="lab" onToggle=${(/** @type {{ currentTarget: HTMLDetailsElement }} */ event) => setOpen(event.currentTarget.open)}>
      <summary>实验台 <span>（时钟、故障、记录）</span></summary>
      ${
        open &&
        html`
          <div class="filter lab-parts" role="group" aria-label="实验台的内容">
            ${PARTS.map(
              ({ part, label }) =>
                html`<button key=${part} type="button" aria-pressed=${part === shown} onClick=${() => setShown(part)}>${label}</button>`,
            )}
          </div>
          ${shown === 'clock' && html`<${ClockPanel} clockUse=${clockUse} />`}
          ${shown === 'faults' && html`<${FaultPanel} live=${live} />`}
          ${shown === 'records' && html`<${RecordPanel} people=${people} />`}
        `
      }
    </details>
  `;
}
