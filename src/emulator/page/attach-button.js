/** Chooses a picture or any other file on this device and sends it. */
import { useRef } from 'preact/hooks';
import { html } from './html.js';

/** @param {{ onChoose: (file: File) => void }} props */
export function AttachButton({ onChoose }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  return html`
    <button type="button" class="attach" aria-label="附件：发送图片或文件" title="发送图片或文件" onClick=${() => input.current?.click()}>附件</button>
    <input
      ref=${input}
      type="file"
      hidden
      onChange=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
        const file = currentTarget.files?.[0];
        // Emptied, so that the same file can be chosen a second time.
        if (file !== undefined) onChoose(file);
        currentTarget.value = '';
      }}
    />
  `;
}
