import { textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { cleaned } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { readNeedLines } from '../../src/training/needs/need-item.ts';
import { needsYear } from '../../src/training/needs/needs-year.ts';
import { noteWords } from '../../src/training/needs/note-words.ts';
import { askTopics, confirmTopics, giveNote, giveTopics } from '../../src/training/needs/presses.ts';
import { isNoteMovedBy, type ResearchNoteRow } from '../../src/training/needs/research-notes.ts';
import { menuTopics, topicsIn } from '../../src/training/needs/topics.ts';
import { topicsTyped } from '../../src/training/needs/typed-topics.ts';
import { noteNumbered } from './note-access.ts';
import { makingNote } from './note-undo.ts';

const mostLetters = 1_000;

/** `/调研记录` and `/组织需求`: what is heard in research is kept at once, its topics are recognised and confirmed by a tap. */
export function researchNote(router: Router): void {
  router.command(
    {
      names: ['调研记录', 'research-note'],
      action: 'need.note',
      right: 'county',
      args: [textArg('words', '内容')],
      missing: '请写明调研中了解到的培训需求。',
      example: '/调研记录 走访乡镇了解到矛盾纠纷增多，年轻干部群众工作经验不足',
      about: '记录日常调研中了解到的培训需求，可用语音',
      next: '即时保存并识别主题，确认主题后计入培训菜单。',
    },
    (ctx, { words }) => take(ctx, words),
  );
  router.command(
    {
      names: ['组织需求', 'org-need'],
      action: 'need.org',
      right: 'county',
      args: [textArg('needs', '主题 层级人数 理由')],
      missing: '请写明主题、层级和人数。',
      example: '/组织需求 基层治理 科级副职20 社会工作新任务',
      about: '录入县委组织部提出的培训需求，一行一项',
      next: '直接计入培训菜单，可撤销。',
    },
    (ctx, { needs }) => takeOrgNeeds(ctx, needs),
  );
  router.word(['调研记录', '记录调研'], async (ctx) => {
    await ctx.requireIn('need.note', {});
    await ctx.expect(giveNote.with({}));
    await ctx.reply(noteWords.ask);
  });
  router.sentence(spokenNote, async (ctx, words) => {
    await ctx.requireIn('need.note', {});
    await take(ctx, words);
  });
  router.press(giveNote, async (ctx) => {
    await ctx.requireIn('need.note', {});
    await take(ctx, ctx.words ?? '');
  });
  router.press(confirmTopics, async (ctx, { note }) => {
    const row = await noteNumbered(ctx, note);
    await confirm(ctx, row, row.topics);
  });
  router.press(askTopics, async (ctx, { note }) => askForTopics(ctx, await noteNumbered(ctx, note)));
  router.press(giveTopics, async (ctx, { note }) => {
    const row = await noteNumbered(ctx, note);
    await confirm(ctx, row, topicsTyped(ctx.words ?? '', menuTopics(ctx.rules)));
  });
}

/** `调研记录，走访乡镇了解到……`, as it is said. */
function spokenNote(said: string): string | undefined {
  return /^(?:调研记录|记录调研)[\s，,：:。]+(\S[\s\S]*)$/u.exec(said.trim())?.[1];
}

async function take(ctx: Context, typed: string): Promise<void> {
  const words = [...cleaned(typed)].slice(0, mostLetters).join('');
  if (words === '') return ctx.reply(noteWords.ask);
  const todayOn = beijingDateOf(ctx.now);
  const note = await ctx.store.researchNotes.create({
    ...{ year: todayOn.slice(0, 4), needsYear: needsYear(todayOn, ctx.rules.needs), kind: 'fieldResearch', words },
    ...{ topics: topicsIn(menuTopics(ctx.rules), words), state: 'proposed' },
    ...{ madeBy: ctx.person._id, madeAt: ctx.now, byUpdate: ctx.update.id },
  });
  const facts = { note: note._id };
  if (note.topics.length === 0) await ctx.expect(giveTopics.with(facts));
  const buttons = [
    ...(note.topics.length === 0 ? [] : [{ label: noteWords.confirmButton, press: confirmTopics.with(facts) }]),
    { label: noteWords.otherButton, press: askTopics.with(facts) },
  ];
  await replyWithUndo(ctx, noteWords.taken(note), makingNote, { ...facts, update: ctx.update.id }, buttons);
}

async function askForTopics(ctx: Context, note: ResearchNoteRow): Promise<void> {
  await ctx.expect(giveTopics.with({ note: note._id }));
  await ctx.reply(
    noteWords.askTopics(
      note,
      menuTopics(ctx.rules).map(({ name }) => name),
    ),
  );
}

/** @throws RuleError `need.note-gone` for one that was withdrawn */
async function confirm(ctx: Context, { _id }: ResearchNoteRow, topics: readonly string[]): Promise<void> {
  const step = { act: 'topics', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now } as const;
  const row = await ctx.store.researchNotes.change(_id, {
    ...{ ...step, from: ['proposed', 'confirmed'], set: { topics, state: 'confirmed' } },
  });
  if (row === null || !isNoteMovedBy(row, ctx.update.id)) throw new RuleError('need.note-gone', { note: _id });
  await ctx.settle(noteWords.confirmedSettled);
  await replyWithUndo(ctx, noteWords.confirmed(row), makingNote, { note: _id, update: ctx.update.id });
}

async function takeOrgNeeds(ctx: Context, typed: string): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const items = readNeedLines(typed, menuTopics(ctx.rules));
  const notes: ResearchNoteRow[] = [];
  for (const [index, { topic, people, reason = '' }] of items.entries())
    notes.push(
      await ctx.store.researchNotes.create({
        ...{ year: todayOn.slice(0, 4), needsYear: needsYear(todayOn, ctx.rules.needs), kind: 'orgNeed' },
        ...{ words: reason, topics: [topic], people, state: 'confirmed', madeBy: ctx.person._id, madeAt: ctx.now },
        byUpdate: `${ctx.update.id}:${index}`,
      }),
    );
  const [only, ...others] = notes;
  if (only === undefined) return;
  if (others.length > 0) return ctx.reply([...notes.map(noteWords.orgTaken), noteWords.correct].join('\n'));
  await replyWithUndo(ctx, noteWords.orgTaken(only), makingNote, { note: only._id, update: only.byUpdate });
}
