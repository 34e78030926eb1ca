import { describe, expect, it } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { exampleQuestions } from '../../../src/training/tests/test-form.ts';
import { isTestForm, readTestForm } from '../../../src/training/tests/test-form-reading.ts';
import { fourQuestions, testSheet } from '../../helpers/test-form.ts';

const rules = defaultRulePack().tests;
async function read(bytes: Buffer) {
  const [sheet] = await readSheets(bytes, 't.xlsx');
  if (sheet === undefined || !isTestForm(sheet)) throw new Error('no sheet of a test');
  return readTestForm(sheet, rules);
}

describe('the sheet of a test', () => {
  it('gives the questions it was made from, of every kind', async () => {
    expect(await read(testSheet({ questions: exampleQuestions }))).toMatchObject({
      ...{ classId: '2026-01', name: '入学测试', purpose: 'entry', closesOn: '3天', minutes: 30, problems: [] },
      questions: exampleQuestions,
    });
  });

  it('says by row what is wrong: two of the same, a key that names no option, one option, a question of several with one right', async () => {
    const [first, second, third, fourth] = fourQuestions;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error();
    const wrong = [
      first,
      { ...second, title: first.title },
      { ...third, right: [] },
      { ...fourth, options: fourth.options.slice(0, 1) },
      { ...second, kind: 'multiple' as const },
    ];
    const { problems } = await read(testSheet({ questions: wrong }));
    expect(problems.map(({ row, header }) => [row, header])).toEqual([
      [10, '题目'],
      [11, '答案'],
      [12, '选项'],
      [13, '答案'],
    ]);
  });

  it('has no more questions and minutes than the rules allow', async () => {
    const many = Array.from({ length: rules.mostQuestions + 1 }, (_, at) => ({
      ...(fourQuestions[0] as (typeof fourQuestions)[number]),
      title: `第${at}问`,
    }));
    const { problems } = await read(testSheet({ questions: many, minutes: rules.mostMinutes + 1 }));
    expect(problems.map(({ header }) => header).sort()).toEqual(['时长', '题目']);
  });
});
