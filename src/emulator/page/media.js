/** Pictures, files and articles: shown small in the conversation, opened with one tap. */
import { useRef } from 'preact/hooks';
import { html } from './html.js';

/**
 * The emulator hands out the pictures it keeps; one from the web is only linked, because the page loads nothing from elsewhere.
 * @param {string} url
 */
const isOwn = (url) => url.startsWith('/control/');

/** @param {string} url */
const isWeb = (url) => /^https?:\/\//i.test(url);

/** @param {{ name: string, url: string }} props */
export function Picture({ name, url }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  if (!isOwn(url)) return html`<p class="bubble"><${WebLink} url=${url} label=${`打开图片：${name}`} /></p>`;
  return html`
    <button type="button" class="picture-button" aria-label=${`放大图片：${name}`} onClick=${() => dialog.current?.showModal()}>
      <img src=${url} alt=${name} />
    </button>
    <dialog class="picture-dialog" ref=${dialog} aria-label=${name} onClick=${() => dialog.current?.close()}>
      <img src=${url} alt=${name} />
      <div class="picture-bar">
        <span>${name}</span>
        <a class="plain-button" href=${url} download=${name} onClick=${(/** @type {Event} */ event) => event.stopPropagation()}>保存</a>
        <button type="button" class="plain-button">关闭</button>
      </div>
    </dialog>
  `;
}

/** @param {{ name: string, bytes: number, url: string }} props */
export function File({ name, bytes, url }) {
  const kind = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toUpperCase() ?? '文件';
  return html`
    <a class="file" href=${url} download=${name}>
      <span class="file-text">
        <strong>${name}</strong>
        <span>${sizeText(bytes)} · 点击保存</span>
      </span>
      <span class="file-kind" aria-hidden="true">${kind}</span>
    </a>
  `;
}

/** @param {{ articles: { title: string, desc: string, url: string, pictureUrl?: string }[] }} props */
export function News({ articles }) {
  return html`
    <div class="card news">
      ${articles.map(
        ({ title, desc, url, pictureUrl }, index) => html`
          <article key=${index} class="article">
            ${pictureUrl !== undefined && isOwn(pictureUrl) && html`<img src=${pictureUrl} alt="" />`}
            <h3><${WebLink} url=${url} label=${title} /></h3>
            ${desc !== '' && html`<p>${desc}</p>`}
          </article>
        `,
      )}
    </div>
  `;
}

/** @param {{ url: string, label: string }} props */
export function WebLink({ url, label }) {
  if (!isWeb(url)) return html`<span>${label}</span>`;
  return html`<a class="web-link" href=${url} target="_blank" rel="noopener noreferrer">${label}</a>`;
}

/** @param {number} bytes */
function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
