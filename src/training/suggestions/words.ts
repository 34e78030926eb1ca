import { formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { askSuggestionAnswer } from './presses.ts';
import type { SuggestionRow } from './suggestions.ts';

const mostListed = 20;

export const suggestionWords = {
  ask: '请写下您的意见或建议后发送。回复“取消”则不提交。',
  taken: ({ _id }: SuggestionRow, workingDays: number) =>
    `您的意见建议已收到，编号 ${_id}。县委组织部将在 ${workingDays} 个工作日内答复。`,
  overdue: (rows: readonly SuggestionRow[]) =>
    [
      `有 ${rows.length} 条意见建议逾期未答复，请及时办理：`,
      ...rows.slice(0, mostListed).map((row) => `${row._id}　${row.words}`),
      '回复“/答复意见 编号 答复内容”，或在“待办”中办理。',
    ].join('\n'),
  overdueNote: (count: number) => `催办意见建议 ${count} 条`,
  card: (row: SuggestionRow, who: string): Card =>
    cardOf({
      id: `suggestion:${row._id}`,
      task: { name: `答复意见建议 ${row._id}`, mayWait: true },
      title: '意见建议',
      lines: [row.words],
      fields: [
        { label: '编号', value: row._id },
        { label: '提出人', value: who },
        { label: '时间', value: formatMoment(row.madeAt) },
      ],
      buttons: [{ label: '答复', style: 'primary', press: askSuggestionAnswer.with({ suggestion: row._id }) }],
    }),
  askAnswer: ({ _id }: SuggestionRow) => `请写下对 ${_id} 的答复后发送。回复“取消”则不提交。`,
  answered: (by: string) => `已由${by}答复`,
  answeredReply: ({ _id }: SuggestionRow) => `${_id} 的答复已发给提出人。需要更正的，请再用“/答复意见”答复。`,
  answeredAlready: ({ _id }: SuggestionRow) => `${_id} 已经答复，无需重复办理。`,
  toAuthor: ({ _id, words, answer, formerAnswers }: SuggestionRow) =>
    `${formerAnswers === undefined ? '' : '【答复更正】'}您的意见建议（${_id}）：${words}\n答复：${answer ?? ''}`,
  list: (year: string, rows: readonly SuggestionRow[], who: (cadreId: string) => string) => {
    const waiting = rows.filter((row) => row.answeredAt === undefined);
    const shown = [...waiting, ...rows.filter((row) => row.answeredAt !== undefined)].slice(0, mostListed);
    return [
      `${year}年意见建议 ${rows.length} 条：待答复 ${waiting.length} 条，已答复 ${rows.length - waiting.length} 条。`,
      ...shown.map(
        (row) => `${row._id}　${row.answeredAt === undefined ? '待答复' : '已答复'}　${who(row.cadreId)}：${row.words}`,
      ),
      ...(rows.length > shown.length ? [`……另有 ${rows.length - shown.length} 条。`] : []),
    ].join('\n');
  },
} as const;
