/** What was recorded: what people saw, and what was done, to be saved and played again. */
import { useState } from 'preact/hooks';
import { messageOf, replay } from './api.js';
import { html } from './html.js';
import { VENDOR_LABEL } from './people.js';

/** @typedef {import('../view.ts').Replayed} Replayed */

const SHOWN_FAILURES = 5;

/** @param {{ people: import('../view.ts').PersonView[] }} props */
export function RecordPanel({ people }) {
  return html`
    <section class="lab-panel" aria-labelledby="lab-records">
      <h3 id="lab-records" class="only-heard">记录</h3>
      <ul class="lab-links">
        ${people.map(
          ({ vendor, userId, name }) => html`
            <li key=${`${vendor}:${userId}`}>
              <a
                class="plain-button"
                href=${`/control/ledger?${new URLSearchParams({ vendor, userId })}`}
                download=${`${name}-${VENDOR_LABEL[vendor]}-看到的内容.json`}
              >保存${name}看到的内容</a>
            </li>
          `,
        )}
        <li><a class="plain-button" href="/control/ledger" download="所有人看到的内容.json">保存所有人看到的内容</a></li>
        <li><a class="plain-button" href="/control/transcript" download="操作过程.json">保存操作过程</a></li>
      </ul>
      <${Replay} />
    </section>
  `;
}

/** A saved transcript, done again here. */
function Replay() {
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState(/** @type {Replayed['failed']} */ ([]));
  const [busy, setBusy] = useState(false);

  /** @param {{ currentTarget: HTMLInputElement }} event */
  const play = async ({ currentTarget }) => {
    const file = currentTarget.files?.[0];
    if (file === undefined) return;
    setBusy(true);
    setFailed([]);
    setSaid('正在重放，请不要关闭页面……');
    try {
      const played = await replay(await readJson(file));
      setSaid(summary(played));
      setFailed(played.failed);
    } catch (error) {
      setSaid(error instanceof SyntaxError ? '这个文件读不出来，请选“保存操作过程”存下的文件。' : messageOf(error));
    } finally {
      setBusy(false);
      currentTarget.value = '';
    }
  };

  return html`
    <div class="lab-form">
      <p>把以前保存的操作过程再做一遍。最好在刚启动、没有用过的演示里做。</p>
      <label class="plain-button file-button">
        重放一份操作过程
        <input class="only-heard" type="file" accept="application/json,.json" disabled=${busy} onChange=${play} />
      </label>
      <p role="status">${said}</p>
      ${
        failed.length > 0 &&
        html`<ul class="lab-failures">${failed.slice(0, SHOWN_FAILURES).map(({ index, why }) => html`<li key=${index}>第 ${index + 1} 步：${why}</li>`)}</ul>`
      }
    </div>
  `;
}

/** @param {File} file */
const readJson = async (file) => JSON.parse(await file.text());

/** @param {Replayed} played */
function summary({ done, failed, laterByWeeks }) {
  const later = laterByWeeks === 0 ? '' : `时间顺延了 ${laterByWeeks} 周，星期和钟点不变。`;
  const missed = failed.length === 0 ? '' : `有 ${failed.length} 步没有做成：`;
  return `已重放 ${done} 步。${later}${missed}`;
}
