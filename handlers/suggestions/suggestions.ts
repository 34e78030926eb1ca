import { numberedArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { askSuggestionAnswer, giveSuggestion, giveSuggestionAnswer } from '../../src/training/suggestions/presses.ts';
import { type SuggestionRow, suggestionCardKey } from '../../src/training/suggestions/suggestions.ts';
import { suggestionWords } from '../../src/training/suggestions/words.ts';

/** Complaints and suggestions: anybody makes one and gets a number, the organisation department answers in chat. */
export function suggestions(router: Router): void {
  router.command(
    {
      names: ['意见建议', 'suggest'],
      action: 'suggestion.make',
      right: 'county',
      args: [textArg('words', '内容')],
      missing: '请写明意见或建议的内容。',
      example: '/意见建议 希望课程表提前一周发布',
      about: '提出意见建议，由县委组织部答复',
      next: '给出编号，由县委组织部答复，答复发给本人。',
    },
    (ctx, { words }) => take(ctx, words),
  );
  router.command(
    {
      names: ['意见列表', 'suggestions'],
      action: 'suggestion.answer',
      right: 'county',
      example: '/意见列表',
      about: '查看本年度的意见建议和答复情况',
      next: '列出意见建议；未答复的用“/答复意见”。',
    },
    list,
  );
  router.command(
    {
      names: ['答复意见', 'answer-suggestion'],
      action: 'suggestion.answer',
      right: 'county',
      args: [numberedArg('number', '编号'), textArg('words', '答复')],
      missing: '请写明编号和答复。',
      example: '/答复意见 {suggestion} 已商党校提前发布',
      about: '答复一条意见建议',
      next: '答复发给提出人，并记录答复人和时间。',
      isFinal: true,
    },
    (ctx, { number, words }) => answer(ctx, number, words),
  );
  router.word(['意见建议', '意见', '建议', '提意见'], async (ctx) => {
    await ctx.expect(giveSuggestion.with({}));
    await ctx.reply(suggestionWords.ask);
  });
  router.press(giveSuggestion, (ctx) => take(ctx, ctx.words ?? ''));
  router.press(askSuggestionAnswer, async (ctx, facts) => {
    const row = await answerable(ctx, facts.suggestion);
    if (row.answeredAt !== undefined) return ctx.settle(suggestionWords.answeredAlready(row));
    await ctx.expect(giveSuggestionAnswer.with({ suggestion: row._id }));
    await ctx.reply(suggestionWords.askAnswer(row));
  });
  router.press(giveSuggestionAnswer, (ctx, facts) => answer(ctx, facts.suggestion, ctx.words ?? ''));
}

async function take(ctx: Context, words: string): Promise<void> {
  const row = await ctx.store.suggestions.create({
    year: beijingDateOf(ctx.now).slice(0, 4),
    cadreId: ctx.person._id,
    words: words.trim(),
    madeAt: ctx.now,
    byUpdate: ctx.update.id,
  });
  const unit = await ctx.store.units.byId(ctx.person.unitId);
  const card = suggestionWords.card(row, `${ctx.person.name}（${unit?.name ?? ''}）`);
  const staff = (await ctx.store.cadres.withRole('orgDept')).filter(({ _id }) => _id !== ctx.person._id);
  await ctx.sendAll(staff.map(({ _id }) => ({ cadreId: _id, message: card, key: suggestionCardKey(row._id, _id) })));
  await ctx.reply(suggestionWords.taken(row, ctx.rules.reminders.suggestionAnswerWorkingDays));
}

async function answer(ctx: Context, number: string, words: string): Promise<void> {
  const row = await answerable(ctx, number);
  const answered = await ctx.store.suggestions.answer(row._id, {
    answer: words.trim(),
    answeredBy: ctx.person._id,
    answeredByUpdate: ctx.update.id,
    answeredAt: ctx.now,
  });
  if (answered?.answeredByUpdate !== ctx.update.id) return ctx.reply(suggestionWords.answeredAlready(row));
  await ctx.send(
    row.cadreId,
    suggestionWords.toAuthor(answered),
    `suggestion-answer:${row._id}${answered.formerAnswers === undefined ? '' : `:${ctx.update.id}`}`,
  );
  for (const { _id } of await ctx.store.cadres.withRole('orgDept'))
    await ctx.closeCard(suggestionCardKey(row._id, _id), suggestionWords.answered(ctx.person.name));
  await ctx.reply(suggestionWords.answeredReply(row));
}

async function list(ctx: Context): Promise<void> {
  const year = beijingDateOf(ctx.now).slice(0, 4);
  const rows = await ctx.store.suggestions.ofYear(year);
  const people = await ctx.store.cadres.many([...new Set(rows.map((row) => row.cadreId))]);
  const names = new Map(people.map((person) => [person._id, person.name]));
  await ctx.reply(suggestionWords.list(year, rows, (cadreId) => names.get(cadreId) ?? ''));
}

/** The suggestion, if this person may answer it: nobody answers their own. */
async function answerable(ctx: Context, number: string): Promise<SuggestionRow> {
  return ctx.requireFound(
    'suggestion.answer',
    await ctx.store.suggestions.byId(number),
    ({ cadreId }) => ({ cadreId }),
    new RuleError('record.unknown', { what: '意见建议', number }),
  );
}
