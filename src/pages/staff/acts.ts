import { createHash } from 'node:crypto';
import { html } from 'htm/preact';
import type { Context } from '../../bot/context.ts';
import type { Action } from '../../county/policy.ts';
import type { ClassRow } from '../../training/class/classes.ts';
import { staffPageWords as words } from '../words.ts';
import { formMarks } from './card-view.ts';
import { wordOf } from './form.ts';
import { gradeForms } from './grade-forms.ts';
import type { Part } from './layout.ts';
import type { Visit } from './visit.ts';

/** What may be said to the bot about a class with one click: each answers with a card or a preview first. */
const classCommands: readonly { view: string; label: string; command: string; action: Action }[] = [
  { view: 'call-up', label: '调训进度和催办', command: '/调训进度', action: 'call-up.progress' },
  { view: 'arrivals', label: '报到情况', command: '/报到', action: 'arrival.read' },
  { view: 'grading', label: '评定等次', command: '/评定等次', action: 'grade.propose' },
  { view: 'grading', label: '结果反馈进度', command: '/反馈进度', action: 'grade.read-posting' },
  { view: 'ledger', label: '结班前还缺什么', command: '/结班', action: 'class.read' },
  { view: 'objections', label: '办理异议', command: '/异议列表', action: 'objection.read' },
  { view: 'follow-up', label: '跟踪情况和变化图', command: '/跟踪', action: 'follow-up.read-class' },
  { view: 'archive', label: '归档和领取档案', command: '/归档', action: 'class.archive' },
];

/** Says something to the bot for the person, once however often the form is sent. @returns the part of the address where the answer is */
export async function sayToBot({ ctx, deps, identity }: Visit, once: string, text: string): Promise<string> {
  const digest = createHash('sha256').update(`${ctx.person._id}\n${once}\n${text}`).digest('hex').slice(0, 32);
  const at = ctx.now.getTime();
  await deps.inbox.add({ kind: 'said', id: updateOf(digest), from: identity, at, where: 'single', text });
  return digest;
}

/** The update that a form made. */
export function updateOf(digest: string): string {
  return `page:${digest}`;
}

/** What can be done about a class beside this list of it. */
export async function classActs({ ctx, csrf }: Visit, trainingClass: ClassRow, view: string): Promise<Part> {
  const { _id: classId } = trainingClass;
  const offered: (typeof classCommands)[number][] = [];
  for (const each of classCommands)
    if (each.view === view && (await mayIn(ctx, each.action, classId))) offered.push(each);
  const mayGrade = view === 'grading' && (await mayIn(ctx, 'grade.propose', classId));
  const forms = mayGrade ? await gradeForms(ctx, trainingClass, csrf) : undefined;
  if (offered.length === 0 && forms === undefined) return undefined;
  return html`<section class="acts" aria-labelledby="acts">
    <h2 id="acts">${words.acts}</h2>
    <p class="hint">${words.actsHint}</p>
    ${
      offered.length === 0
        ? undefined
        : html`<form method="post" action="/staff/say" class="buttons">
            ${formMarks(csrf)}<input type="hidden" name="class" value=${classId} />
            ${offered.map(({ label, command }) => html`<button name="command" value=${command}>${label}</button>`)}
          </form>`
    }
    ${forms}
  </section>`;
}

/** The command that a click on a class means; `undefined` for one that is not offered. */
export function classCommand(fields: URLSearchParams): string | undefined {
  const command = classCommands.find((each) => each.command === fields.get('command'))?.command;
  const classId = wordOf(fields, 'class');
  return command === undefined || classId === undefined ? undefined : `${command} ${classId}`;
}

async function mayIn(ctx: Context, action: Action, classId: string): Promise<boolean> {
  return (await ctx.allowedIn(action, [{ classId }], (place) => place)).length > 0;
}
