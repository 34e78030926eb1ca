import { beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import type { Standing } from './call-up.ts';
import type { CallUpChange } from './call-up-changes.ts';
import { criteriaInWords } from './call-up-criteria.ts';
import type { CallUpListRow } from './call-up-lists.ts';
import { callUpStateLabel } from './call-up-state.ts';
import type { CallUpRow } from './call-ups.ts';

/** Names of those who decided, by id. */
type Names = ReadonlyMap<string, string>;

const done: Readonly<Record<CallUpChange['what'], string>> = {
  added: '增补',
  cancelled: '撤销调训',
  excused: '同意免调',
  deferred: '同意延期',
  refused: '不同意免调',
  substituted: '递补',
  struck: '根据单位意见撤下',
  movedUp: '由递补人选列入名单',
};

const points = (sentences: readonly string[]) => sentences.map((sentence) => `· ${sentence}`);

/** Whom the list was for, and when it was drawn: what every answer about it rests on. */
function listLine(list: CallUpListRow): string {
  const { seats, reserveSeats } = list;
  return `${formatDate(beijingDateOf(list.proposedAt))}的名单面向${criteriaInWords(list)}，名额 ${seats} 人，递补 ${reserveSeats} 人。`;
}

function changeLine({ what, by, enteredAt, reason }: CallUpChange, names: Names, seatOf: string | undefined): string {
  const act = what === 'substituted' && seatOf !== undefined ? `由其递补${seatOf}` : done[what];
  const why = reason === undefined ? '' : `，理由：${withoutStop(reason)}`;
  return `${formatDate(beijingDateOf(enteredAt))}${names.get(by) ?? '县委组织部'}${act}${why}。`;
}

/** Where somebody stands on the list. */
function placeOf({ listed, rank, proposal }: CallUpRow, list: CallUpListRow | null): string {
  if (list === null || proposal !== list._id) return '为名单发出后增补';
  if (listed === 'struck') return `原列第 ${rank} 位，发出前撤下`;
  return listed === 'named' && rank <= list.seats ? `列第 ${rank} 位` : `原为递补人选（第 ${rank} 位）`;
}

/** Answers to the organisation department's question why somebody is, or is not, on a list. */
export const callUpWhyWords = {
  /** @param facts.before - why they were not put on the list at first */
  listed: (
    row: CallUpRow,
    facts: { list: CallUpListRow | null; before: readonly string[]; names: Names; seatOf: string | undefined },
  ) =>
    [
      `${row.name}${placeOf(row, facts.list)}，目前${callUpStateLabel(row.state)}。`,
      ...(facts.list === null ? [] : [listLine(facts.list)]),
      ...(row.reasons.length === 0 ? [] : ['列入理由：', ...points(row.reasons)]),
      ...(facts.before.length === 0 ? [] : ['当时未列入的原因：', ...points(facts.before)]),
      ...(row.changes === undefined || row.changes.length === 0
        ? []
        : ['办理经过：', ...points(row.changes.map((change) => changeLine(change, facts.names, facts.seatOf)))]),
    ].join('\n'),

  /** @param reasons - empty for somebody who was not in the base then */
  notListed: (name: string, list: CallUpListRow, reasons: readonly string[]) =>
    [
      `${name}未列入名单。`,
      listLine(list),
      ...(reasons.length === 0 ? ['提出名单时，信息库中没有此人或其所在单位。'] : ['原因：', ...points(reasons)]),
    ].join('\n'),

  /** Before there is a list: as things are now. */
  noList: ({ name: className }: ClassRow, name: string, standing: Standing | undefined) => {
    const { verdict, because } = verdictOn(standing);
    return [`“${className}”尚未提出名单。按目前情况，${name}${verdict}：`, ...points(because)].join('\n');
  },
} as const;

function verdictOn(standing: Standing | undefined): { verdict: string; because: readonly string[] } {
  if (standing === undefined) return { verdict: '不能列入', because: ['所在单位不在信息库中。'] };
  const { conflicts, reasons } = standing;
  if (conflicts.length > 0) return { verdict: '暂不能列入', because: conflicts };
  if (reasons.length > 0) return { verdict: '可以列入', because: reasons };
  return { verdict: '不需列入', because: ['已完成本年度学时要求，且不属于重点调训对象。'] };
}
