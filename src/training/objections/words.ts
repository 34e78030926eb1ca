import { beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { ListSheet } from '../../chat/long-list.ts';
import type { Button, Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { askForProof } from '../proofs/presses.ts';
import type { ScoreEventRow } from '../scoring/score-events.ts';
import type { Told } from '../scoring/words.ts';
import { aboutOf, type ObjectionRow } from './objections.ts';
import {
  askDecisionReason,
  objectTo,
  objectToTold,
  sendObjections,
  showObjection,
  withdrawObjection,
} from './presses.ts';

/** As many buttons as a card has, of each kind. */
const mostButtons = 3;
const mostListed = 20;
/** Of the id of a card. */
const mostOfId = 100;

type About = ReturnType<typeof aboutOf>;

/** What follows where an objection is upheld: for who decides, after it, and for who made it. */
const ifUpheld: Readonly<Record<About, readonly string[]>> = {
  score: ['异议成立的，这一笔记分撤销；应记其他分值的，请另行登记。'],
  reversal: ['异议成立的，这一笔记分恢复。'],
  result: [],
  posting: ['异议成立的，成绩暂不发出，由县委组织部退回重新评定。反映人请予保密。'],
};
const upheldNext: Readonly<Record<About, string>> = {
  score: '这一笔记分已撤销；应记其他分值的，请用“/记分”登记。',
  reversal: '这一笔记分已恢复。',
  result: '考核结果的更正，请由考评工作小组书面报县委组织部办理。',
  posting: '成绩暂不发出，已请县委组织部退回重新评定。',
};
const upheldForTrainee: Readonly<Record<About, string>> = {
  score: '这一笔记分已撤销。',
  reversal: '这一笔记分已恢复。',
  result: '考核结果由考评工作小组核实更正，并另行告知您。',
  posting: '优秀学员人选将重新评定。',
};

/** Something to which the trainee may object. */
export interface ObjectionOffer {
  classId: string;
  className: string;
  /** The event's id, that of a posting, or `THE_RESULT`. */
  event: string;
  subject: string;
  untilOn: string;
}

const states: Readonly<Record<ObjectionRow['state'], string>> = {
  open: '待办理',
  withdrawn: '已撤回',
  upheld: '成立',
  rejected: '不成立',
};

export function objectionStateLabel({ state }: Pick<ObjectionRow, 'state'>): string {
  return states[state];
}

export const objectionWords = {
  theResult: '考核结果',
  subject: (event: ScoreEventRow, { item, points }: Told) =>
    `${item(event.item)}${points(event)}（${withoutStop(event.reason)}）`,
  /** @param event - what was taken back */
  reversalSubject: (event: ScoreEventRow, reversal: ScoreEventRow, { item, points }: Told) =>
    `撤销${item(event.item)}${points(event)}（${withoutStop(reversal.reason)}）`,
  /** What a trainee is told of points, with the button to object to it. @param words - with its title in front, as a text has it */
  told: (words: string, facts: { classId: string; event?: string }): Card => {
    const [, title = '', line = words] = /^【(.+?)】([\s\S]*)$/u.exec(words) ?? [];
    return cardOf({
      id: `told:${facts.event ?? facts.classId}`.slice(0, mostOfId),
      title,
      lines: line.split('\n'),
      numbers: 'none',
      buttons: [{ label: '提出异议', press: objectToTold.with(facts) }],
    });
  },
  nothing: '目前没有可以提出异议的记分或考核结果。',
  /** What the trainee may object to, the newest first, and what became of earlier objections. */
  offers: (id: string, offers: readonly ObjectionOffer[], own: readonly ObjectionRow[]): Card => {
    const open = own.filter(({ state }) => state === 'open').slice(0, mostButtons);
    const shown = offers.slice(0, mostButtons);
    return cardOf({
      id: `objections:${id}`,
      title: '异议',
      lines: [
        offers.length === 0
          ? '目前没有可以提出异议的记分。'
          : `可以提出异议的共 ${offers.length} 项${offers.length > shown.length ? `，以下为最近 ${shown.length} 项` : ''}：`,
        ...shown.map(
          ({ className, subject, untilOn }, index) =>
            `第 ${index + 1} 项：“${className}”${subject}，${formatDate(untilOn)}截止`,
        ),
        ...(own.length === 0 ? [] : [`您提出的异议 ${own.length} 件：`]),
        ...own.slice(0, mostListed).map((row) => `${row._id}　${states[row.state]}　${row.subject}${reasonOf(row)}`),
      ],
      numbers: 'lines',
      buttons: [
        ...shown.map(({ classId, event }, index) => ({
          label: shown.length === 1 ? '提出异议' : `对第 ${index + 1} 项提出`,
          press: objectTo.with({ classId, event }),
        })),
        ...open.map((row) => withdrawButton(row)),
      ],
    });
  },
  ask: (subject: string) => `请写下对“${subject}”的异议和理由后发送。回复“取消”则不提出。`,
  taken: (row: ObjectionRow, about: string): Card =>
    cardOf({
      id: `objection-own:${row._id}`,
      title: '异议已收到',
      lines: [`编号 ${row._id}：${row.subject}`, '由未参与此项记分或评定的同志核实，结果和理由发给您。'],
      numbers: 'none',
      buttons: [{ label: '附上证明材料', press: askForProof.with({ about }) }, withdrawButton(row)],
    }),
  withdrawn: '已撤回异议，期限内可再次提出',
  withdrawnBy: (name: string) => `${name}已撤回异议，无需办理`,

  card: (row: ObjectionRow, trainingClass: ClassRow, name: string): Card =>
    cardOf({
      id: `objection:${row._id}`,
      task: { name: `办理${name}的异议 ${row._id}`, classId: row.classId },
      title: '异议待办理',
      lines: [
        `${name}提出：${row.words}`,
        ...ifUpheld[aboutOf(row)],
        ...row.decisions.map(({ reason }) => `此前认定不成立：${reason}`),
      ],
      fields: [
        { label: '编号', value: row._id },
        { label: '班次', value: trainingClass.name },
        { label: '事项', value: row.subject },
      ],
      buttons: [
        {
          label: '异议成立',
          style: 'primary',
          press: askDecisionReason.with({ objection: row._id, outcome: 'upheld' }),
        },
        { label: '异议不成立', press: askDecisionReason.with({ objection: row._id, outcome: 'rejected' }) },
      ],
    }),
  askReason: (row: ObjectionRow, outcome: 'upheld' | 'rejected') =>
    `请写下认定 ${row._id} ${states[outcome]}的理由后发送，理由将告知学员。回复“取消”则不办理。`,
  decidedCard: (by: string, state: 'upheld' | 'rejected') => `${by}已认定异议${states[state]}`,
  decided: (row: ObjectionRow, name: string) =>
    `${row._id} 已认定${states[row.state]}，理由已告知${name}。${
      row.state === 'rejected' ? '需要改变认定的，请在“/异议列表”中重新办理。' : upheldNext[aboutOf(row)]
    }`,
  toTrainee: (row: ObjectionRow, className: string) =>
    `【异议结果】“${className}”${row._id}（${row.subject}）：异议${states[row.state]}${reasonOf(row)}。${
      row.state === 'rejected' ? '' : upheldForTrainee[aboutOf(row)]
    }`,
  toAuthor: (row: ObjectionRow, className: string, name: string) =>
    `【异议结果】“${className}”${name}对您登记的“${row.subject}”提出异议，认定${states[row.state]}${reasonOf(row)}。`,
  /** For the organisation department: a published result is corrected in writing. @param hasLeader - who could look at the reserve pool again */
  resultUpheld: (row: ObjectionRow, className: string, name: string, hasLeader: boolean) =>
    `【考核结果异议成立】“${className}”${name}的异议 ${row._id} 认定成立${reasonOf(row)}。请会同考评工作小组核对，需要更正的，启动重新评定：/重新评定 ${row.classId} <理由>。${
      hasLeader ? '' : '尚未授权县委组织部领导，储备库无人复核，请先授权。'
    }`,
  /** Instead of the name of whoever objected to a posting, for those who do not decide on it. */
  kept: '（反映人保密）',
  upheldReason: (row: ObjectionRow) => `异议 ${row._id} 成立${reasonOf(row)}`,

  list: (trainingClass: ClassRow, rows: readonly ObjectionRow[], nameOf: (row: ObjectionRow) => string): Card => {
    const count = (state: ObjectionRow['state']) => rows.filter((row) => row.state === state).length;
    const open = rows.filter(({ state }) => state === 'open');
    const shown = [...open, ...rows.filter(({ state }) => state !== 'open')].slice(0, mostListed);
    const workable = shown.filter(({ state }) => state === 'open' || state === 'rejected').slice(0, 2 * mostButtons);
    return cardOf({
      id: `objection-list:${trainingClass._id}`,
      title: '异议列表',
      lines: [
        `“${trainingClass.name}”异议 ${rows.length} 件：待办理 ${open.length} 件，成立 ${count('upheld')} 件，不成立 ${count('rejected')} 件，已撤回 ${count('withdrawn')} 件。`,
        ...shown.map((row) => `${row._id}　${states[row.state]}　${nameOf(row)}：${row.subject}${reasonOf(row)}`),
      ],
      numbers: 'lines',
      buttons: [
        ...workable.map((row) => ({
          label: `${row.state === 'open' ? '办理' : '重新办理'} ${row._id}`,
          press: showObjection.with({ objection: row._id }),
        })),
        ...(rows.length > shown.length
          ? [{ label: '发送表格', press: sendObjections.with({ classId: trainingClass._id }) }]
          : []),
      ],
    });
  },
  sheet: (
    { _id: classId, name }: Pick<ClassRow, '_id' | 'name'>,
    rows: readonly ObjectionRow[],
    told: Readonly<Record<'nameOf' | 'wordsOf' | 'deciderOf', (row: ObjectionRow) => string>>,
  ): ListSheet => ({
    fileName: `${classId}班异议.xlsx`,
    title: `${name}　异议（含个人信息，请妥善保管，不要转发）`,
    kept: { matter: 'results' },
    columns: [
      { header: '编号', width: 10 },
      { header: '姓名', width: 16 },
      { header: '事项', width: 40 },
      { header: '异议内容', width: 50 },
      { header: '提出日期', width: 14 },
      { header: '情况', width: 10 },
      { header: '理由', width: 50 },
      { header: '办理人', width: 12 },
      { header: '办理日期', width: 14 },
    ],
    rows: rows.map((row) => {
      const last = row.decisions.at(-1);
      return [
        ...[row._id, told.nameOf(row), row.subject, told.wordsOf(row), dayOf(row.madeAt), states[row.state]],
        ...[last?.reason ?? '', told.deciderOf(row), last === undefined ? '' : dayOf(last.at)],
      ];
    }),
    people: rows.map((row) => (told.nameOf(row) === objectionWords.kept ? undefined : row.cadreId)),
  }),
} as const;

const dayOf = (at: Date) => formatDate(beijingDateOf(at));

function withdrawButton({ _id }: ObjectionRow): Button {
  return { label: `撤回 ${_id}`, press: withdrawObjection.with({ objection: _id }) };
}

function reasonOf({ decisions }: ObjectionRow): string {
  const last = decisions.at(-1);
  return last === undefined ? '' : `，理由：${withoutStop(last.reason)}`;
}
