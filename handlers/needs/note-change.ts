import { numberedArg, oneOfArg, optional, reasonArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { cleaned } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { needsYear } from '../../src/training/needs/needs-year.ts';
import { noteWords } from '../../src/training/needs/note-words.ts';
import { sendNotes } from '../../src/training/needs/presses.ts';
import { isNoteMovedBy, type ResearchNoteRow } from '../../src/training/needs/research-notes.ts';
import { menuTopics } from '../../src/training/needs/topics.ts';
import { topicsTyped } from '../../src/training/needs/typed-topics.ts';
import { noteNumbered } from './note-access.ts';
import { makingNote } from './note-undo.ts';
import { needsYearArg } from './year-arg.ts';

/** `/调研列表`, `/改调研` and `/撤调研`: notes are looked up, put right, withdrawn and sent as a sheet. */
export function noteChange(router: Router): void {
  router.command(
    {
      names: ['调研列表', 'research-notes'],
      action: 'need.note',
      right: 'county',
      args: [optional(needsYearArg)],
      example: '/调研列表',
      about: '查看某年度的调研记录和组织需求',
      next: '先列条数；更正用“/改调研”，撤回用“/撤调研”，可发送表格。',
    },
    async (ctx, { year = needsYear(beijingDateOf(ctx.now), ctx.rules.needs) }) => {
      const notes = await ctx.store.researchNotes.forYear(year);
      await ctx.reply(noteWords.list(ctx.update.id, year, notes, await authors(ctx, notes), sendNotes.with({ year })));
    },
  );
  router.sheet(sendNotes, async (ctx, { year }) => {
    await ctx.requireIn('need.note', {});
    const notes = await ctx.store.researchNotes.forYear(year);
    return noteWords.sheet(year, notes, await authors(ctx, notes));
  });
  router.command(
    {
      names: ['改调研', 'change-note'],
      action: 'need.note',
      right: 'county',
      args: [
        numberedArg('note', '编号'),
        oneOfArg('field', '主题|内容', readField, (word) => `“${word}”请写成主题或内容。`),
        textArg('to', '新值'),
      ],
      missing: '请写明编号、主题或内容，以及新值。',
      example: '/改调研 {note} 主题 基层治理、群众工作',
      about: '更正一条调研记录的主题或内容',
      next: '更正主题的，即为确认，计入培训菜单；可撤销。',
    },
    async (ctx, { note, field, to }) => change(ctx, await noteNumbered(ctx, note), field, to),
  );
  router.command(
    {
      names: ['撤调研', 'withdraw-note'],
      action: 'need.note',
      right: 'county',
      args: [numberedArg('note', '编号'), reasonArg],
      missing: '请写明编号和理由。',
      example: '/撤调研 {note} 重复记录',
      about: '撤回一条调研记录，不再计入培训菜单',
      next: '编号保留；可撤销。',
    },
    async (ctx, { note, reason }) => withdraw(ctx, await noteNumbered(ctx, note), reason),
  );
}

function readField(word: string): 'topics' | 'words' | undefined {
  if (word === '主题') return 'topics';
  return word === '内容' ? 'words' : undefined;
}

async function authors(ctx: Context, notes: readonly ResearchNoteRow[]): Promise<ReadonlyMap<string, string>> {
  const people = await ctx.store.cadres.many([...new Set(notes.map(({ madeBy }) => madeBy))]);
  return new Map(people.map(({ _id, name }) => [_id, name]));
}

async function change(ctx: Context, { _id }: ResearchNoteRow, field: 'topics' | 'words', to: string): Promise<void> {
  const set =
    field === 'words'
      ? { words: cleaned(to) }
      : { topics: topicsTyped(to, menuTopics(ctx.rules)), state: 'confirmed' as const };
  const row = await moved(ctx, _id, { act: field, set });
  await replyWithUndo(ctx, noteWords.changed(row), makingNote, { note: _id, update: ctx.update.id });
}

async function withdraw(ctx: Context, { _id }: ResearchNoteRow, reason: string): Promise<void> {
  const row = await moved(ctx, _id, { act: 'withdraw', reason, set: { state: 'withdrawn' } });
  await replyWithUndo(ctx, noteWords.withdrawn(row), makingNote, { note: _id, update: ctx.update.id });
}

type Moving = Pick<Parameters<Context['store']['researchNotes']['change']>[1], 'act' | 'set' | 'reason'>;

/** @throws RuleError `need.note-gone` for one that was withdrawn */
async function moved(ctx: Context, id: string, change: Moving): Promise<ResearchNoteRow> {
  const row = await ctx.store.researchNotes.change(id, {
    ...{ ...change, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, from: ['proposed', 'confirmed'] },
  });
  if (row === null || !isNoteMovedBy(row, ctx.update.id)) throw new RuleError('need.note-gone', { note: id });
  return row;
}
