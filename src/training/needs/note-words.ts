import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import { RANK_LEVELS, rankLevelLabel } from '../../county/cadre.ts';
import { peopleLabel } from './people-by-level.ts';
import type { NoteKind, NoteState, ResearchNoteRow } from './research-notes.ts';

/** Longer notes are cut in lists; the sheet has them whole. */
const mostLetters = 40;

const kinds: Readonly<Record<NoteKind, string>> = { fieldResearch: '调研记录', orgNeed: '组织需求' };

const states: Readonly<Record<NoteState, string>> = {
  proposed: '主题待确认',
  confirmed: '已计入菜单',
  withdrawn: '已撤回',
};

const topicsOf = ({ topics }: Pick<ResearchNoteRow, 'topics'>) => (topics.length === 0 ? '无' : topics.join('、'));

function briefly({ words, people }: ResearchNoteRow): string {
  const letters = [...words.replaceAll(/\s+/g, ' ')];
  const short = letters.length > mostLetters ? `${letters.slice(0, mostLetters).join('')}……` : letters.join('');
  return [people === undefined ? '' : peopleLabel(people), short].filter((part) => part !== '').join('　');
}

/** What staff read of their research notes, and of the needs they entered themselves. */
export const noteWords = {
  ask: '请说出或写下调研中了解到的培训需求后发送。回复“取消”则不记录。',
  taken: (note: ResearchNoteRow) =>
    note.topics.length === 0
      ? `已记录 ${note._id}，未识别出主题。请写明主题，多个用顿号隔开。`
      : `已记录 ${note._id}，识别出的主题：${topicsOf(note)}。请确认主题，确认后计入培训菜单。`,
  confirmButton: '确认主题',
  otherButton: '另写主题',
  askTopics: ({ _id }: ResearchNoteRow, topics: readonly string[]) =>
    `请写 ${_id} 的主题后发送，多个用顿号隔开。常用主题：${topics.join('、')}。回复“取消”则不改。`,
  confirmed: (note: ResearchNoteRow) => `${note._id} 已计入${note.needsYear}年度培训菜单，主题：${topicsOf(note)}。`,
  confirmedSettled: '主题已确认',
  orgTaken: (note: ResearchNoteRow) =>
    `组织需求 ${note._id} 已计入${note.needsYear}年度培训菜单：${topicsOf(note)}${note.people === undefined ? '' : `　${peopleLabel(note.people)}`}。`,
  changed: (note: ResearchNoteRow) =>
    `${note._id} 已更改为：${note.words}\n主题：${topicsOf(note)}（${states[note.state]}）`,
  withdrawn: ({ _id }: ResearchNoteRow) => `已撤回 ${_id}，不计入培训菜单。`,
  undoneSettled: '已撤销',
  correct: '更正请用“/改调研”或“/撤调研”。',
  list: (
    id: string,
    year: string,
    notes: readonly ResearchNoteRow[],
    names: ReadonlyMap<string, string>,
    sheet: Press,
  ): Card => {
    const count = (state: NoteState) => notes.filter((note) => note.state === state).length;
    const standing = notes.filter(({ state }) => state !== 'withdrawn');
    const research = standing.filter(({ kind }) => kind === 'fieldResearch').length;
    return cardOf({
      id: `need-notes:${id}`,
      title: `${year}年度调研记录`,
      lines: [
        `共 ${standing.length} 条：调研记录 ${research} 条，组织需求 ${standing.length - research} 条。`,
        `已计入菜单 ${count('confirmed')} 条，主题待确认 ${count('proposed')} 条，已撤回 ${count('withdrawn')} 条。`,
        ...(isLong(standing)
          ? []
          : standing.map(
              (note) =>
                `${note._id}　${topicsOf(note)}　${briefly(note)}　${names.get(note.madeBy) ?? ''}${note.state === 'proposed' ? '　主题待确认' : ''}`,
            )),
      ],
      numbers: 'none',
      buttons: notes.length === 0 ? [] : [{ label: '发送表格', press: sheet }],
    });
  },
  sheet: (year: string, notes: readonly ResearchNoteRow[], names: ReadonlyMap<string, string>): ListSheet => ({
    fileName: `${year}年度调研记录.xlsx`,
    title: `${year}年度调研记录`,
    columns: [
      { header: '编号', width: 12 },
      { header: '类别', width: 10 },
      { header: '主题', width: 24 },
      { header: '内容', width: 60 },
      ...RANK_LEVELS.map((level) => ({ header: rankLevelLabel(level), width: 12 })),
      { header: '记录人', width: 10 },
      { header: '时间', width: 20 },
      { header: '状态', width: 12 },
    ],
    rows: notes.map((note) => [
      ...[note._id, kinds[note.kind], note.topics.join('、'), note.words],
      ...RANK_LEVELS.map((level) => note.people?.[level] ?? ''),
      ...[names.get(note.madeBy) ?? '', formatMoment(note.madeAt), states[note.state]],
    ]),
  }),
} as const;
