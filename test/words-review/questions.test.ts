import { expect, it } from 'vitest';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import { reviewSections } from '../../src/words-review/review.ts';

/** What the information base holds of a person: nobody is asked for it again. */
const held = '(姓名|性别|出生|年龄|年龄段|所在单位|工作单位|职务层次|职务|职级|手机|电话|身份证|参加工作|任现职)';
const askingForIt = new RegExp(`(您的|本人的?|您现?的?)${held}|请(写明|填写|回复|输入|提供)(本人)?${held}`);

it('no question to a person asks for what the information base holds of them', () => {
  const asked = reviewSections.flatMap(({ place, sentences }) =>
    sentences.filter(({ name }) => /^ask|question/i.test(name)).map((each) => ({ place, ...each })),
  );
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.filter(({ text }) => askingForIt.test(text))).toEqual([]);
});

it('the survey takes what the base holds from there', () => {
  const { questions } = defaultRulePack().survey;
  const asking = questions.filter(({ title }) => new RegExp(held).test(title) || askingForIt.test(title));
  expect(asking.length).toBeGreaterThan(0);
  expect(asking.filter(({ prefilled }) => prefilled !== true).map(({ title }) => title)).toEqual([]);
});
