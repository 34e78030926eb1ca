/** The demo's clock, and how to move it. */
import { useState } from 'preact/hooks';
import { fromLocalField, fullTime, tomorrowAt } from './beijing-time.js';
import { html } from './html.js';

const HOUR_MS = 3_600_000;
const MORNING_MINUTES = 8 * 60 + 30;

/** @param {{ clockUse: import('./use-clock.js').ClockUse }} props */
export function ClockPanel({ clockUse }) {
  const { clock, problem, moving, move } = clockUse;
  if (clock === undefined) return html`<p role="status">${problem || '正在读取时钟……'}</p>`;
  return html`
    <section class="lab-panel" aria-labelledby="lab-clock">
      <h3 id="lab-clock" class="only-heard">时钟</h3>
      <p>演示时间：<time>${fullTime(clock.nowMs)}</time></p>
      ${clock.movable ? html`<${Moves} nowMs=${clock.nowMs} moving=${moving} onMove=${move} />` : html`<p>这里的时钟不能拨动。</p>`}
    </section>
  `;
}

/**
 * An hour on, tomorrow morning, or any time one writes down.
 * @param {{ nowMs: number, moving: boolean, onMove: (nowMs: number) => void }} props
 */
function Moves({ nowMs, moving, onMove }) {
  const [target, setTarget] = useState('');
  return html`
    <div class="lab-buttons">
      <button type="button" class="plain-button" disabled=${moving} onClick=${() => onMove(nowMs + HOUR_MS)}>快进一小时</button>
      <button type="button" class="plain-button" disabled=${moving} onClick=${() => onMove(tomorrowAt(nowMs, MORNING_MINUTES))}>
        跳到明天 08:30
      </button>
    </div>
    <form
      class="lab-form"
      onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        if (target !== '') onMove(fromLocalField(target));
      }}
    >
      <label for="clock-target">跳到（北京时间）</label>
      <input
        id="clock-target"
        type="datetime-local"
        value=${target}
        onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => setTarget(event.currentTarget.value)}
      />
      <button type="submit" class="plain-button" disabled=${moving}>跳过去</button>
    </form>
  `;
}
