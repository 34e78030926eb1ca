import { numberArg, oneOfArg, optional, restArg, wordArg } from '../../src/bot/arguments.ts';
import { UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, formatDate } from '../../src/calendar/beijing-time.ts';
import { readTypedDate } from '../../src/calendar/typed-date.ts';
import { comparable, typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import {
  type LecturerEntry,
  type LecturerKind,
  lecturerKindNamed,
  lecturerOf,
  lecturerStateLabel,
  lecturerStateNamed,
  validUntil,
} from '../../src/training/lecturers/lecturer.ts';
import { editedLecturer, LECTURER_COLUMNS } from '../../src/training/lecturers/lecturer-sheet.ts';
import {
  isChangedBy,
  type LecturerChange,
  type LecturerRow,
  lecturerId,
} from '../../src/training/lecturers/lecturers.ts';
import { undoLecturer } from '../../src/training/lecturers/presses.ts';
import { lecturerWords } from '../../src/training/lecturers/words.ts';
import { changedByOthers } from './changed-since.ts';

const changing = { kind: undoLecturer, instead: () => '“/改师资”' };

/** `/加师资`, `/改师资`, `/课评`, `/撤课评`: somebody is entered, a record put right, what trainees gave a lesson entered or taken out. */
export function lecturerChange(router: Router): void {
  router.command(
    {
      names: ['改师资', 'change-lecturer'],
      action: 'faculty.change',
      right: 'county',
      args: [wordArg('name', '姓名'), wordArg('field', '项目'), restArg('value', '新值')],
      missing: '请写明姓名、变更项目和新值。',
      example: '/改师资 {lecturer} 审核日期 今天',
      about: '变更师资的任何一项：状态、职务、职称、有效期、课程审核日期等',
      next: '立即变更并记录，可撤销；项目与表格各栏相同，有几门课程的用表格变更。',
    },
    change,
  );
  router.command(
    {
      names: ['加师资', 'add-lecturer'],
      action: 'faculty.change',
      right: 'county',
      args: [
        wordArg('name', '姓名', { most: 20 }),
        oneOfArg('kind', '领导干部|专家教授|标兵能手|企业人员', lecturerKindNamed, lecturerWords.badKind),
        wordArg('unit', '单位', { most: 60 }),
        optional(restArg('post', '职务', { limit: { most: 60 } })),
      ],
      missing: '请写明姓名、类别和单位。',
      example: '/加师资 张三 专家教授 县委党校 副校长',
      about: '在师资库中增加一人',
      next: '立即入库；课程用“/师资库”的表格填写。',
    },
    add,
  );
  router.command(
    {
      names: ['课评', 'evaluate-lesson'],
      action: 'faculty.change',
      right: 'county',
      args: [
        wordArg('name', '姓名'),
        wordArg('points', '平均分'),
        numberArg('count', '份数', 4),
        restArg('title', '课程', { limit: { most: 100 } }),
      ],
      missing: '请写明姓名、平均分（百分制）、份数和课程。',
      example: '/课评 {lecturer} 88.5 45 党章党规党纪专题',
      about: '记录一节课的测评结果',
      next: '计入师资库；连续两节低于 80 分的转为暂停，等待复核。',
    },
    evaluate,
  );
  router.command(
    {
      names: ['撤课评', 'withdraw-evaluation'],
      action: 'faculty.change',
      right: 'county',
      args: [wordArg('name', '姓名'), restArg('title', '课程', { limit: { most: 100 } })],
      missing: '请写明姓名和课程。',
      example: '/撤课评 {lecturer} 党章党规党纪专题',
      about: '撤销一节课最近一次测评结果',
      next: '立即撤销并记录；因这次测评暂停的恢复在库。',
    },
    withdrawEvaluation,
  );
  registerUndo(router, { ...changing, takeBack });
}

interface NewLecturer {
  name: string;
  kind: LecturerKind;
  unit: string;
  post: string | undefined;
}

/** @throws RuleError `lecturer.there` */
async function add(ctx: Context, { name, kind, unit, post = '' }: NewLecturer): Promise<void> {
  const present = await ctx.store.lecturers.byId(lecturerId({ name, unit }));
  if (present !== null && !isChangedBy(present, ctx.update.id)) throw new RuleError('lecturer.there', { name, unit });
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const validFromOn = beijingDateOf(ctx.now);
  const validToOn = validUntil(validFromOn, ctx.rules.faculty);
  const none = { rank: '', tags: [], courses: [], proposer: '', approvedBy: '', feeClass: '' };
  const lecturer: LecturerEntry = { name, kind, unit, post, ...none };
  await ctx.store.lecturers.put([lecturer], { validFromOn, validToOn }, entry, lecturerWords.entered);
  await ctx.reply(lecturerWords.added(lecturer, validToOn));
}

/** @throws RuleError `lecturer.unknown`, `lecturer.several` */
export async function lecturerNamed(ctx: Context, typed: string): Promise<LecturerRow> {
  const pool = await ctx.store.lecturers.all();
  const [name = ''] = typed.split(/[（(]/);
  const called = pool.filter((each) => comparable(each.name) === comparable(name));
  const [only, ...others] = called.length > 1 ? lecturerOf({ lecturer: typed }, called) : called;
  if (only !== undefined && others.length === 0) return only;
  if (called.length === 0) throw new RuleError('lecturer.unknown', { name: typed });
  throw new RuleError('lecturer.several', {
    name,
    choices: called.map(({ name: each, unit }) => `${each}（${unit}）`).join('\n'),
  });
}

interface Wanted {
  set: LecturerChange;
  what: string;
}

const makers: Readonly<Record<string, (ctx: Context, row: LecturerRow, value: string) => Wanted | undefined>> = {
  状态: (_, row, value) => {
    const [word = '', ...reason] = value.split(' ');
    const state = lecturerStateNamed(word);
    if (state === undefined) return undefined;
    const what = lecturerWords.changeOf('状态', lecturerStateLabel(row.state), lecturerStateLabel(state));
    return { set: { state, stateReason: state === 'active' ? '' : reason.join(' ') }, what };
  },
  职务: (_, row, post) => ({ set: { post }, what: lecturerWords.changeOf('职务', row.post, post) }),
  职称: (_, row, rank) => ({ set: { rank }, what: lecturerWords.changeOf('职称', row.rank, rank) }),
  有效期: (ctx, row, value) => {
    const validToOn = readTypedDate(value, beijingDateOf(ctx.saidAt));
    const what = lecturerWords.changeOf('有效期', formatDate(row.validToOn), formatDate(validToOn));
    return validToOn < row.validFromOn ? undefined : { set: { validToOn }, what };
  },
  审核日期: (ctx, { courses }, value) => {
    const reviewedOn = readTypedDate(value, beijingDateOf(ctx.saidAt));
    if (reviewedOn > beijingDateOf(ctx.saidAt)) return undefined;
    const set = { courses: courses.map((course) => ({ ...course, reviewedOn })) };
    return { set, what: lecturerWords.reviewed(courses.length, reviewedOn) };
  },
};

/** What a change of one column of the lecturer's sheet is. @throws UsageFault for no column, and for what the sheet would refuse */
function inSheet(ctx: Context, row: LecturerRow, field: string, value: string): Wanted {
  const read = editedLecturer(row, field, value, ctx.rules.faculty);
  if (read === undefined) throw new UsageFault(lecturerWords.badField(field, LECTURER_COLUMNS));
  if ('message' in read) throw new UsageFault(lecturerWords.badColumn(read.label, value, read.message));
  const held: Readonly<Record<string, unknown>> = { ...row };
  const { name: _, unit: __, ...fields } = read.value;
  const changed = Object.entries(fields).filter(([key, now]) => JSON.stringify(held[key]) !== JSON.stringify(now));
  if (changed.length === 0 && row.changes.every(({ byUpdate }) => byUpdate !== ctx.update.id))
    throw new UsageFault(lecturerWords.sameValue(row.name, read.label));
  return { set: Object.fromEntries(changed), what: lecturerWords.changedTo(read.label, value) };
}

async function change(ctx: Context, { name, field, value }: { name: string; field: string; value: string }) {
  const row = await lecturerNamed(ctx, name);
  const make = makers[typedWord(field)];
  const wanted = make === undefined ? inSheet(ctx, row, field, value) : make(ctx, row, value);
  if (wanted === undefined) throw new UsageFault(lecturerWords.badValue(field, value));
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const changed = await ctx.store.lecturers.change(row._id, wanted.set, { ...entry, what: wanted.what });
  const done = changed?.changes.find(({ byUpdate }) => byUpdate === ctx.update.id);
  if (changed === null || done === undefined) throw new RuleError('lecturer.unknown', { name });
  const lately = await changedByOthers(ctx, row);
  await replyWithUndo(ctx, [lecturerWords.changed(changed, done.what), ...lately].join('\n'), changing, {
    lecturer: row._id,
    update: ctx.update.id,
  });
}

async function takeBack(ctx: Context, { lecturer, update }: { lecturer: string; update: string }): Promise<string> {
  await ctx.requireIn('faculty.change', {});
  const row = await ctx.store.lecturers.byId(lecturer);
  const done = row?.changes.find(({ byUpdate }) => byUpdate === update);
  const isLast = row?.changes.at(-1) === done || isChangedBy(row, ctx.update.id);
  refuseUndo(ctx, done?.by ?? '', done?.former === undefined || !isLast, changing.instead());
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  await ctx.store.lecturers.change(lecturer, done?.former ?? {}, {
    ...entry,
    what: lecturerWords.back(done?.what ?? ''),
  });
  return lecturerWords.takenBack;
}

interface Given {
  name: string;
  points: string;
  count: number;
  title: string;
}

async function evaluate(ctx: Context, { name, points, count, title }: Given): Promise<void> {
  const typed = /^(\d{1,3})(?:\.(\d{1,2}))?分?$/.exec(typedWord(points));
  const hundredths = typed === null ? -1 : Number(typed[1]) * 100 + Number((typed[2] ?? '').padEnd(2, '0'));
  if (hundredths < 0 || hundredths > 10_000) throw new UsageFault(lecturerWords.badValue('平均分', points));
  const row = await lecturerNamed(ctx, name);
  const { review } = ctx.rules.faculty;
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const reason = lecturerWords.lowReason(review.lessonsRunning, review.belowPoints);
  const after = await ctx.store.lecturers.evaluate(
    row._id,
    { title, hundredths, count, ...entry },
    ctx.rules.faculty,
    reason,
  );
  await ctx.reply(lecturerWords.evaluated(after ?? row, title, hundredths));
}

/** @throws RuleError `lecturer.unknown`, `lecturer.several`, `lecturer.not-evaluated` */
async function withdrawEvaluation(ctx: Context, { name, title }: { name: string; title: string }): Promise<void> {
  const row = await lecturerNamed(ctx, name);
  const { review } = ctx.rules.faculty;
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const after = await ctx.store.lecturers.withdrawEvaluation(
    row._id,
    title,
    { ...entry, what: lecturerWords.evaluationBack(title) },
    lecturerWords.lowReason(review.lessonsRunning, review.belowPoints),
  );
  if (!isChangedBy(after, ctx.update.id)) throw new RuleError('lecturer.not-evaluated', { name: row.name, title });
  await ctx.reply(lecturerWords.withdrawn(after, title));
}
