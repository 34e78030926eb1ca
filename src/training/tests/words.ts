import { formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { problemLines, problemSheet } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import { type Told, toldWords } from '../attendance/carried-tasks.ts';
import type { ClassRow } from '../class/classes.ts';
import { formatPoints } from '../scoring/points.ts';
import type { ClassResult, TestTaker } from './class-result.ts';
import { growthOf, percentOf } from './growth.ts';
import { cancelTest, chaseTest, dropTest, issueTest, keepTest, sendTestList } from './presses.ts';
import { TEST_FORM } from './test-form.ts';
import { purposeLabels } from './test-question.ts';
import type { TestRow } from './tests.ts';

/** What staff read who hold a test. */
export const testWords = {
  offer: `${TEST_FORM}（.xlsx）：回复“/试题表 班号”领取，填好题目后发来`,
  sheetComing: (from: string | undefined) =>
    `${TEST_FORM}随后发来，已填好${from === undefined ? '示例' : `测试 ${from} 的题目`}。改好后直接发回，先预览再发出。`,
  bad: (problems: readonly Problem[]) =>
    [`试题表有 ${problems.length} 处需要更正，未保存：`, ...problemLines(problems), '更正后请重新发送。'].join('\n'),
  problems: (problems: readonly Problem[]): ListSheet =>
    problemSheet('试题表问题.xlsx', '测试试题表需要更正的内容', problems),
  preview: (row: TestRow, trainingClass: ClassRow, people: number): Card =>
    cardOf({
      id: `test-preview:${row._id}`,
      title: '测试预览',
      lines: [
        `“${row.name}”将发给“${trainingClass.name}”学员 ${people} 人，共 ${row.questions.length} 题，满分${pointsOf(row)}分。`,
        `每人题目顺序不同，从第一题起${row.minutes}分钟答完。截止后公布成绩和解析。`,
      ],
      fields: [
        { label: '编号', value: row._id },
        { label: '类别', value: purposeLabels[row.purpose] },
        { label: '截止', value: `${formatDay(row.closesOn)}（当天有效）` },
      ],
      buttons: [
        { label: '确认发出', style: 'primary', press: issueTest.with({ test: row._id }) },
        { label: '取消', press: dropTest.with({ test: row._id }) },
      ],
    }),
  dropped: '已取消，未发出',
  issued: '已确认发出',
  issuedReply: ({ _id, name, closesOn }: TestRow, people: number, told: Told) =>
    `测试 ${_id}“${name}”${toldWords(told, people)}，${formatDay(closesOn)}截止。用“/测试情况 ${_id}”查看；答案有误的用“/改答案”更正，需要收回的用“/取消测试 ${_id} 理由”。`,
  notAgain: '这项测试已经发出或取消',
  recent: (rows: readonly TestRow[]) =>
    rows.length === 0
      ? '请写明测试编号。目前没有测试，发布请用“/试题表”。'
      : [
          '请写明测试编号。近期测试：',
          ...rows.map(
            ({ _id, name, closesOn, state }) =>
              `${_id}　${name}　${state === 'cancelled' ? '已取消' : `${formatDay(closesOn)}截止`}`,
          ),
        ].join('\n'),

  closingChanged: ({ _id, closesOn }: TestRow, from: string, told: number) =>
    `测试 ${_id} 的截止日期由${formatDay(from)}改为${formatDay(closesOn)}，已告知未参加的 ${told} 人。需要改回的，再用“/改测试”。`,
  cancelPreview: (id: string, row: TestRow, reason: string, taken: number): Card =>
    cardOf({
      id: `test-cancel:${id}`,
      title: '取消测试',
      lines: [
        `拟取消测试 ${row._id}“${row.name}”，已参加 ${taken} 人。`,
        '取消后不能作答，不公布成绩；本班学员收到告知。',
      ],
      fields: [{ label: '理由', value: reason }],
      buttons: [
        { label: '确认取消测试', style: 'danger', press: cancelTest.with({ test: row._id, reason }) },
        { label: '保留测试', press: keepTest.with({ test: row._id, reason }) },
      ],
    }),
  kept: '测试保留',
  cancelled: '测试已取消',
  cancelledReply: ({ _id, name }: TestRow, told: number) =>
    `测试 ${_id}“${name}”已取消，已告知 ${told} 人。仍需要的，请用“/试题表”重新发布。`,
  keyChanged: ({ _id, questions }: TestRow, at: number, to: string, told: number) =>
    `测试 ${_id} 第 ${at} 题“${questions[at - 1]?.title ?? ''}”的答案更正为“${to}”，全部答卷重新计分${told === 0 ? '' : `，成绩有变化的 ${told} 人已告知`}。需要改回的，再用“/改答案”。`,

  /** @param result - once the test is over */
  list: (row: TestRow, takers: readonly TestTaker[], result: ClassResult | undefined): Card => {
    const missing = takers.filter(({ state }) => state === 'missing');
    const lines = [
      ...(row.state === 'cancelled' ? ['测试已取消。'] : []),
      countLine(takers),
      ...(missing.length > 0 && !isLong(missing) ? [`未参加：${missing.map(({ name }) => name).join('、')}`] : []),
      ...(result === undefined ? ['截止后公布成绩。'] : resultLines(result)),
    ];
    const mayChase = row.state === 'open' && result === undefined && missing.length > 0;
    return listCard(
      { id: `test-list:${row._id}`, title: `${row.name}（${formatDay(row.closesOn)}截止）`, lines },
      sendTestList.with({ test: row._id }),
      mayChase ? [{ label: '提醒未参加的', press: chaseTest.with({ test: row._id }) }] : [],
    );
  },
  listSheet: (row: Pick<TestRow, '_id' | 'name'>, takers: readonly TestTaker[]): ListSheet => ({
    fileName: `测试${row._id}.xlsx`,
    kept: { matter: 'results' },
    title: `${row.name}（${row._id}）：${countLine(takers)}`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '状态', width: 12 },
      { header: '答对题数', width: 10 },
      { header: '得分', width: 10 },
      { header: '满分', width: 10 },
    ],
    rows: takers.map(({ name, state, score }) => [
      name,
      { missing: '未参加', going: '正在作答', done: '已参加' }[state],
      score?.right ?? '',
      score === undefined ? '' : formatPoints(score.pointsHundredths),
      score === undefined ? '' : formatPoints(score.mostHundredths),
    ]),
  }),
  chasedReply: ({ _id }: TestRow, people: number, forMorning: boolean) =>
    people === 0
      ? `测试 ${_id} 没有需要提醒的学员。`
      : `已提醒未参加测试 ${_id} 的学员 ${people} 人${forMorning ? '，早晨送达' : ''}。同一天内不重复提醒。`,
  ended: ({ _id, name }: TestRow, takers: readonly TestTaker[], result: ClassResult) =>
    [`测试 ${_id}“${name}”已截止。${countLine(takers)}`, ...resultLines(result), `名单用“/测试情况 ${_id}”查看。`].join(
      '\n',
    ),
} as const;

function pointsOf({ questions }: TestRow): number {
  return questions.reduce((sum, { points }) => sum + points, 0);
}

/** `提高 12 个百分点`. */
function changed(points: number): string {
  if (points === 0) return '持平';
  return `${points < 0 ? '下降' : '提高'} ${Math.abs(points)} 个百分点`;
}

function countLine(takers: readonly TestTaker[]): string {
  const count = (of: TestTaker['state']) => takers.filter(({ state }) => state === of).length;
  const going = count('going');
  return `应考 ${takers.length} 人：已参加 ${takers.length - count('missing')} 人${going === 0 ? '' : `（正在作答 ${going} 人）`}，未参加 ${count('missing')} 人。`;
}

function resultLines({ meanHundredths, mostHundredths, topics, growth }: ClassResult): string[] {
  if (meanHundredths === undefined) return ['没有成绩。'];
  const shares = topics.map((each) => `${each.topic} ${each.right}/${each.of}（${percentOf(each)}%）`);
  return [
    `平均${formatPoints(meanHundredths)}分（满分${formatPoints(mostHundredths)}分）。`,
    ...(shares.length === 0 ? [] : [`各主题答对：${shares.join('；')}。`]),
    ...(growth === undefined
      ? []
      : [
          `与入学测试相比（两次都参加 ${growth.people} 人）：`,
          ...growth.topics.map(
            (each) => `${each.topic}：${percentOf(each.before)}%→${percentOf(each.after)}%，${changed(growthOf(each))}`,
          ),
        ]),
  ];
}
