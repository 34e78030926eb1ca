import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { staffPageWords as words } from '../words.ts';
import type { AreaLink } from './area.ts';

export type Part = VNode | string | undefined | readonly Part[];

interface Frame {
  title: string;
  /** Of whoever is signed in. */
  name?: string;
  csrf?: string;
  areas?: readonly AreaLink[];
  /** The path of the present area. */
  here?: string;
  /** After how many seconds the browser looks again. */
  refreshSeconds?: number;
  /** Where the page's script is; no page of somebody who is signed in has one. */
  script?: string;
}

/** A whole page. Every text and attribute goes through the renderer, which escapes it. */
export function staffPage(frame: Frame, body: Part): string {
  const { title, refreshSeconds, script } = frame;
  const page = html`<html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="robots" content="noindex" />
      ${refreshSeconds === undefined ? undefined : html`<meta http-equiv="refresh" content=${String(refreshSeconds)} />`}
      <title>${title} - ${words.brand}</title>
      <link rel="stylesheet" href="/staff.css" />
      ${script === undefined ? undefined : html`<script defer src=${script}></script>`}
    </head>
    <body>
      <a class="skip" href="#main">${words.skip}</a>
      ${banner(frame)}
      <main id="main" tabindex="-1">
        <h1>${title}</h1>
        ${body}
      </main>
    </body>
  </html>`;
  return `<!doctype html>${render(page)}`;
}

function banner({ name, csrf, areas = [], here }: Frame): VNode {
  return html`<header class="banner">
    <a class="brand" href="/staff">${words.brand}</a>
    ${
      areas.length === 0
        ? undefined
        : html`<nav aria-label=${words.areas}>
            <ul>
              ${[{ path: '/staff', label: words.home }, ...areas].map(
                ({ path, label }) =>
                  html`<li><a href=${path} aria-current=${path === here ? 'page' : undefined}>${label}</a></li>`,
              )}
            </ul>
          </nav>`
    }
    ${
      name === undefined
        ? undefined
        : html`<form method="post" action="/staff/sign-out" class="who">
            <span>${name}</span><input type="hidden" name="csrf" value=${csrf} /><button>${words.signOut}</button>
          </form>`
    }
  </header>`;
}

/** Parts of a page side by side, of which one is shown. */
export function tabs(label: string, each: readonly { label: string; href: string; isHere: boolean }[]): Part {
  return html`<nav class="tabs" aria-label=${label}>
    <ul>
      ${each.map(({ label, href, isHere }) => html`<li><a href=${href} aria-current=${isHere ? 'page' : undefined}>${label}</a></li>`)}
    </ul>
  </nav>`;
}
