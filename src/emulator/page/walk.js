/** The first walk through the demo, one person after another, and what this demo is. */
import { useEffect, useState } from 'preact/hooks';
import { fetchAbout } from './api.js';
import { html } from './html.js';
import { hashOf } from './people.js';

/** @typedef {import('../view.ts').AboutView} AboutView */
/** @typedef {import('../view.ts').PersonView} PersonView */

const OPEN_KEY = 'xuece-demo-walk';
/** Several messages may come at once; who can take the next step is asked once. */
const SETTLED_MS = 1500;

/**
 * @param {object} props
 * @param {import('./live.js').Live} props.live
 * @param {(person: PersonView) => void} props.onChoose
 */
export function Walk({ live, onChoose }) {
  const { sentences, walk } = useAbout(live);
  const [open, setOpen] = useState(readOpen);
  /** @param {{ currentTarget: HTMLDetailsElement }} event */
  const toggle = ({ currentTarget }) => {
    setOpen(currentTarget.open);
    keepOpen(currentTarget.open);
  };
  return html`
    ${
      walk.length > 0 &&
      html`
        <details class="walk" open=${open} onToggle=${toggle}>
          <summary>第一次来？按顺序走一遍</summary>
          <ol>
            ${walk.map(
              ({ title, about, who }) => html`
                <li key=${title}>
                  <a href=${hashOf([who])} onClick=${() => onChoose(who)}><strong>${title}</strong><span>${who.name} · ${about}</span></a>
                </li>
              `,
            )}
          </ol>
        </details>
      `
    }
    ${
      sentences.length > 0 &&
      html`
        <details class="walk about">
          <summary>关于这个演示</summary>
          ${sentences.map((sentence) => html`<p key=${sentence}>${sentence}</p>`)}
        </details>
      `
    }
  `;
}

/**
 * @param {import('./live.js').Live} live
 * @returns {AboutView}
 */
function useAbout(live) {
  const [about, setAbout] = useState(/** @type {AboutView} */ ({ sentences: [], walk: [] }));
  useEffect(() => {
    let ended = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const load = async () => {
      timer = undefined;
      const fresh = await fetchAbout().catch(() => undefined);
      if (!ended && fresh !== undefined) setAbout(fresh);
    };
    load();
    const unsubscribe = live.subscribe(({ kind }) => {
      if (kind !== 'lost') timer ??= setTimeout(load, SETTLED_MS);
    });
    return () => {
      ended = true;
      unsubscribe();
      clearTimeout(timer);
    };
  }, [live]);
  return about;
}

function readOpen() {
  try {
    return localStorage.getItem(OPEN_KEY) !== 'closed';
  } catch {
    return true;
  }
}

/** @param {boolean} open */
function keepOpen(open) {
  try {
    localStorage.setItem(OPEN_KEY, open ? 'open' : 'closed');
  } catch {
    // A browser that keeps nothing shows the walk again.
  }
}
