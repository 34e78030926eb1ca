/** Above everything: the demo's time, where it may go next, and whether the people whom nobody plays take part by themselves. */
import { useEffect, useState } from 'preact/hooks';
import { fetchOthers, messageOf, turnOthers } from './api.js';
import { fullTime, shortTime } from './beijing-time.js';
import { html } from './html.js';

/** @param {{ clockUse: import('./use-clock.js').ClockUse }} props */
export function TimeBar({ clockUse }) {
  const { clock, problem, moving, move } = clockUse;
  if (clock === undefined) return null;
  const { nowMs, movingToMs, movable, stops = [] } = clock;
  return html`
    <div class="time-bar" role="group" aria-label="演示时间">
      <time class="time-now" title=${fullTime(nowMs)}>${shortTime(nowMs)}</time>
      ${
        movable &&
        stops.map(
          ({ label, atMs }) => html`
            <button key=${label} type="button" class="plain-button" disabled=${moving} onClick=${() => move(atMs)}>${label}</button>
          `,
        )
      }
      <${OthersSwitch} />
      <p class="time-moving" role="status">
        ${moving && html`<span class="spinner" aria-hidden="true"></span>正在跳到${shortTime(movingToMs ?? nowMs)}，途中到期的事项照常办理……`}
      </p>
      ${problem !== '' && html`<p class="lab-problem" role="alert">${problem}</p>`}
    </div>
  `;
}

/** Absent where there is nobody who could. */
function OthersSwitch() {
  const [isOn, setIsOn] = useState(/** @type {boolean | undefined} */ (undefined));
  const [problem, setProblem] = useState('');
  /** @param {Promise<import('../view.ts').OthersView>} asked */
  const show = async (asked) => {
    try {
      setIsOn((await asked).isOn);
      setProblem('');
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  useEffect(() => {
    show(fetchOthers());
  }, []);
  if (isOn === undefined) return problem === '' ? null : html`<p role="alert">${problem}</p>`;
  return html`
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked=${isOn}
      title="没有人扮演的人自己答复通知、签到、请假、填写调查"
      onClick=${() => show(turnOthers(!isOn))}
    >
      <span class="switch-track" aria-hidden="true"></span>其他人自动参加
    </button>
  `;
}
