import { html } from 'htm/preact';
import type { SheetBehind } from '../../chat/long-list.ts';
import { widthOf } from './cell-width.ts';
import type { Part } from './layout.ts';

/** A table that belongs to a list, below it; its first row names its columns. */
export function behindView({ name, title, rows: [head = [], ...rows] }: SheetBehind): Part {
  const isNumber = (index: number) => rows.some((cells) => typeof cells[index] === 'number');
  return html`<section aria-label=${name}>
    <h2>${name}</h2>
    <div class="scroll" role="region" aria-label=${title} tabindex="0">
      <table>
        <thead>
          <tr>${head.map((header, index) => html`<th scope="col" class=${isNumber(index) ? 'number' : undefined}>${header}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            ([first, ...cells]) => html`<tr>
              <th scope="row">${first}</th>
              ${cells.map((cell) => html`<td class=${widthOf(cell)}>${cell}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
