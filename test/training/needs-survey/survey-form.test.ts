import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import { surveyForm } from '../../../src/training/needs-survey/survey-form.ts';
import { isSurveyForm, readSurveyForm } from '../../../src/training/needs-survey/survey-form-reading.ts';
import { everyKind, type FormRow, surveySheet } from '../../helpers/survey-form.ts';
import { pack } from '../builders.ts';

async function read(bytes: Buffer) {
  const [sheet] = await readSheets(bytes, '问卷表.xlsx');
  if (sheet === undefined || !isSurveyForm(sheet)) throw new Error('no sheet of a survey');
  return readSurveyForm(sheet, pack.survey);
}
const readRows = (...rows: readonly FormRow[]) => read(surveySheet(rows));
const faults = async (...rows: readonly FormRow[]) =>
  (await readRows(...rows)).problems.map(({ row, header, message }) => `${row} ${header} ${message}`);
const plain: FormRow = { title: '是否赞成', kind: '单选', options: '赞成；不赞成' };

describe('a survey written as a sheet', () => {
  it('gives back the question bank it was made from, with the same ids', async () => {
    const { questions } = pack.survey;
    const again = await read(writeWorkbook(surveyForm({ name: '调查', scope: '全县', closesOn: '7天', questions })));
    expect(again.problems).toEqual([]);
    expect(again).toMatchObject({ name: '调查', scope: '全县', closesOn: '7天' });
    expect(again.questions).toEqual(questions);
  });

  it('may ask by every kind, with conditions, limits and a matrix, and reads back as what it was written as', async () => {
    const { questions, problems } = await readRows(...everyKind);
    expect(problems).toEqual([]);
    const asked = questions.filter(({ prefilled }) => prefilled === undefined);
    expect(asked.map(({ kind }) => kind)).toEqual([
      ...['single', 'multiple', 'scale', 'scale', 'single', 'ranking', 'number', 'date', 'person', 'unit', 'text'],
    ]);
    expect(asked[1]).toMatchObject({ maxChoices: 2, shownIf: { question: 'q1', anyOf: ['o1'] } });
    expect(asked[2]).toMatchObject({ title: '培训需要：公文处理', partOf: '培训需要' });
    expect(asked[4]?.options[0]).toEqual({ value: 'o1', label: '上午班', limit: 1 });
    expect(asked[6]).toMatchObject({ least: 0, most: 7 });
    const again = await read(writeWorkbook(surveyForm({ name: '调查', scope: '全县', closesOn: '7天', questions })));
    expect(again.problems).toEqual([]);
    expect(again.questions).toEqual(questions);
  });

  it('takes what the information base holds from there and may depend on it', async () => {
    const row = { ...plain, condition: '职务层次=乡科级正职或乡科级副职' };
    const { questions, problems } = await readRows({ title: '年龄段', kind: '单选', options: '青年；中年' }, row);
    expect(problems).toEqual([]);
    expect(questions.filter(({ prefilled }) => prefilled === undefined)).toHaveLength(1);
    expect(questions.at(-1)?.shownIf).toEqual({ question: 'rankLevel', anyOf: ['townshipChief', 'townshipDeputy'] });
  });
});

describe('what is wrong with it is told by row', () => {
  it.each<[string, FormRow, string]>([
    ['a question without options', { title: '是否赞成', kind: '单选' }, '8 选项 应填两个以上选项'],
    ['one option', { ...plain, options: '赞成' }, '8 选项 应填两个以上选项'],
    ['options that repeat', { ...plain, options: '赞成；反对；赞 成' }, '8 选项 选项“赞 成”重复'],
    ['options of a number', { ...plain, kind: '数字' }, '8 选项 数字题不设选项'],
    ['a scale of three', { ...plain, kind: '量表', options: '好；中；差' }, '8 选项 量表应填 5 个选项'],
    ['an unknown kind', { ...plain, kind: '选择' }, '8 题型 应填单选、多选'],
    ['a question twice', { ...plain, title: '第一题' }, '8 题目 题目重复'],
    ['more choices than options', { ...plain, kind: '多选', limit: 3 }, '8 限制 应填 1 至 2 的整数'],
    ['a range upside down', { title: '人数', kind: '数字', limit: '9-1' }, '8 限制 应填数字范围'],
    ['a limit where there is none', { ...plain, limit: 2 }, '8 限制 这种题型不设限制'],
    ['a condition on a later question', { ...plain, condition: '3=赞成' }, '8 显示条件 条件只能引用前面的题目'],
    ['a condition on itself', { ...plain, condition: '2=赞成' }, '8 显示条件 不能以本题作条件'],
    ['a condition on no option', { ...plain, condition: '1=也许' }, '8 显示条件 “1”没有选项“也许”'],
    ['a condition nobody understands', { ...plain, condition: '看情况' }, '8 显示条件 应写成'],
    ['a matrix without rows', { title: '评价', kind: '矩阵' }, '8 矩阵各行 矩阵应在'],
    ['what the base holds', { title: '您的姓名', kind: '文字' }, '8 题目 信息库已有这一项'],
    ['a date as a topic', { title: '哪天', kind: '日期', topics: '是' }, '8 培训主题 只有单选、多选'],
  ])('%s', async (_, row, fault) => {
    const told = await faults({ title: '第一题', kind: '单选', options: '甲；乙' }, row);
    expect(told).toEqual([expect.stringContaining(fault)]);
  });

  it('a condition on a question that is not chosen from', async () => {
    const told = await faults({ title: '人数', kind: '数字' }, { ...plain, condition: '1=5' });
    expect(told).toEqual([expect.stringContaining('8 显示条件 “1”不是单选、多选或量表')]);
  });

  it('no question at all, three hundred, and no name', async () => {
    expect(await faults()).toEqual([expect.stringContaining('6 题目 表中没有题目')]);
    const many = Array.from({ length: 300 }, (_, at) => ({ ...plain, title: `第${at + 1}个问题` }));
    expect(await faults(...many)).toEqual([expect.stringContaining('共 300 题，最多 40 题')]);
    const { problems } = await read(surveySheet([plain], { name: '' }));
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('请在题目上方写明“名称”')]);
  });
});

it('whatever stands in the cells, the sheet is read to questions or to faults', async () => {
  const cell = fc.oneof(fc.constantFrom('', '是', '无', '1=甲', '单选', '排序', '1-', '甲；乙；甲'), fc.string());
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 9, maxLength: 9 }), { maxLength: 5 }), async (rows) => {
      const [title, kind, options, items, limit, condition, required, whom, topics] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
      const given = rows.map((row) => ({
        ...{ title: row[title] ?? '', kind: row[kind] ?? '', options: row[options] ?? '', items: row[items] ?? '' },
        ...{ limit: row[limit] ?? '', condition: row[condition] ?? '', required: row[required] ?? '' },
        ...{ whom: row[whom] ?? '', topics: row[topics] ?? '' },
      }));
      const { questions, problems } = await read(surveySheet(given));
      if (problems.length === 0) expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    }),
    { numRuns: 12 },
  );
});
