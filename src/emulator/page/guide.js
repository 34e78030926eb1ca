/** What stands in place of a conversation while nobody is chosen. */
import { html } from './html.js';

/** @param {{ missing: boolean }} props */
export function Guide({ missing }) {
  return html`
    <section class="guide" aria-labelledby="guide-title">
      ${
        missing &&
        html`<p class="trouble" role="alert">演示县里没有地址所指的这个人。<a href="#/">请从名单里另选一位</a>。</p>`
      }
      <h2 id="guide-title">请从左边选一个人开始</h2>
      <p>第一次来，请按左边的顺序走一遍：组织部和党校办班，学员答复，单位主要负责人看结果。</p>
      <p>“其他人自动参加”打开后，没有人扮演的人会自己答复、签到、请假。再跳到下一个上课日，一个人也能把一个班办完。</p>
      <p>每句话、每次点按都按企业微信或钉钉的真实格式加密送给学册，与正式使用时一样。</p>
    </section>
  `;
}
