/** 实验台: the clock and faults, for those who want to see the bot cope. Closed until somebody opens it. */
import { useState } from 'preact/hooks';
import { ClockPanel } from './clock-panel.js';
import { FaultPanel } from './fault-panel.js';
import { html } from './html.js';

export function Lab() {
  const [open, setOpen] = useState(false);
  return html`
    <details class="lab" onToggle=${(/** @type {{ currentTarget: HTMLDetailsElement }} */ event) => setOpen(event.currentTarget.open)}>
      <summary>实验台 <span>（制造故障、拨动时钟）</span></summary>
      ${open && html`<${ClockPanel} /><${FaultPanel} />`}
    </details>
  `;
}
