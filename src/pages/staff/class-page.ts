import { html } from 'htm/preact';
import { staffPageWords as words } from '../words.ts';
import { classActs } from './acts.ts';
import { heldSessions, sessionLabel, viewsOf } from './class-views.ts';
import { type Part, tabs } from './layout.ts';
import { listView } from './list-view.ts';
import { classPath } from './own-lists.ts';
import { queryOf, type Shown, showList } from './shown.ts';
import type { Visit } from './visit.ts';

/** One class: its lists as far as the person may see them, one at a time, and what can be done about it. */
export async function classPage(visit: Visit, classId: string): Promise<Shown> {
  const { ctx } = visit;
  if ((await ctx.allowedIn('class.read', [{ classId }], (place) => place)).length === 0) return undefined;
  const trainingClass = await ctx.store.classes.byId(classId);
  if (trainingClass === null) return undefined;
  const query = queryOf(visit);
  const seen = await viewsOf(ctx, trainingClass);
  const view = query.has('view') ? seen.find(({ id }) => id === query.get('view')) : seen[0];
  if (view === undefined) return undefined;
  const path = classPath(classId);
  const session = query.get('session');
  const kept: [string, string][] = [
    ['view', view.id],
    ...(session === null ? [] : [['session', session] as [string, string]]),
  ];
  const shown = await showList(
    visit,
    () => view.list(visit, trainingClass, query),
    (list, filters) => listView({ ...list, empty: view.empty }, filters, { path, kept }),
  );
  if (shown === undefined || shown === 'sent') return shown;
  return {
    title: `${trainingClass.name}（${classId}）`,
    here: '/staff/classes',
    body: html`
      ${tabs(
        words.classes,
        seen.map(({ id, label }) => ({ label, href: `${path}?view=${id}`, isHere: id === view.id })),
      )}
      ${view.id === 'roll' ? await sessionChoice(visit, classId, session) : undefined} ${shown.body}
      ${await classActs(visit, trainingClass, view.id)}
    `,
  };
}

async function sessionChoice({ ctx }: Visit, classId: string, chosen: string | null): Promise<Part> {
  const held = await heldSessions(ctx, classId);
  if (held.length < 2) return undefined;
  return html`<form method="get" action=${classPath(classId)} class="find">
    <input type="hidden" name="view" value="roll" />
    <label for="session">${words.session}</label>
    <select id="session" name="session">
      ${held.map((each) => html`<option value=${each._id} selected=${each._id === chosen}>${sessionLabel(each)}</option>`)}
    </select>
    <button>${words.show}</button>
  </form>`;
}
