/** What stands in place of a conversation while nobody is chosen: the first three steps. */
import { html } from './html.js';

/** @param {{ missing: boolean }} props */
export function Guide({ missing }) {
  return html`
    <section class="guide" aria-labelledby="guide-title">
      ${
        missing &&
        html`<p class="trouble" role="alert">演示县里没有地址所指的这个人。<a href="#/">请从名单里另选一位</a>。</p>`
      }
      <h2 id="guide-title">第一次来？三步就能看懂</h2>
      <ol>
        <li><strong>先当组织部或党校的人。</strong>在名单里选一位，发“/帮助”，学册会告诉您能办哪些事。</li>
        <li><strong>再当一名干部。</strong>收到的调查、点名、通知都是卡片，点一下就答完；也可以直接打字，例如“待办”。</li>
        <li><strong>最后当单位负责人。</strong>培训结果会送到他手里，请他阅知。</li>
      </ol>
      <p>每句话、每次点按都按企业微信或钉钉的真实格式加密送给学册，与正式使用时一样。</p>
    </section>
  `;
}
