import { html } from 'htm/preact';
import { waitingTasks } from '../../bot/waiting-tasks.ts';
import { staffPageWords as words } from '../words.ts';
import { listView } from './list-view.ts';
import { classList } from './own-lists.ts';
import { type Shown, showList } from './shown.ts';
import type { Visit } from './visit.ts';

/** What waits for the person, and the classes they look after. */
export async function home(visit: Visit): Promise<Shown> {
  const { ctx } = visit;
  const tasks = await waitingTasks(ctx);
  const classes = (await ctx.mayEver('class.read'))
    ? await showList(
        visit,
        () => classList(ctx),
        (list, filters) => listView(list, filters, { path: '/staff', kept: [] }),
      )
    : undefined;
  if (classes === 'sent') return 'sent';
  return {
    title: words.home,
    here: '/staff',
    body: html`
      <section aria-labelledby="waiting">
        <h2 id="waiting">${words.waiting}${tasks.length === 0 ? undefined : html` <b>${tasks.length}</b>`}</h2>
        ${
          tasks.length === 0
            ? html`<p>${words.nothingWaits}</p>`
            : html`<ul class="tasks">
                ${tasks.map(
                  ({ key, name, by }) =>
                    html`<li>
                      <a href=${`/staff/card/${encodeURIComponent(key)}`}>${name}</a>
                      ${by === undefined ? undefined : html` <span>${words.due(by)}</span>`}
                    </li>`,
                )}
              </ul>`
        }
      </section>
      ${classes === undefined ? undefined : html`<section aria-labelledby="classes"><h2 id="classes">${words.classes}</h2>${classes.body}</section>`}
    `,
  };
}
