import { expect, it } from 'vitest';
import { startCommand } from '../../../src/bot/presses.ts';
import { MAX_BUTTONS } from '../../../src/chat/message.ts';
import { type ClosingFacts, closingSteps } from '../../../src/training/closing/closing-steps.ts';
import { closingCommands, closingWords } from '../../../src/training/closing/words.ts';
import { trainingClass } from '../../../src/words-review/facts.ts';

const everythingLeft: ClosingFacts = {
  ...{
    sessions: 0,
    sessionsAhead: 2,
    rolls: 2,
    minutes: 2,
    leave: 2,
    stay: 2,
    works: 2,
    tests: 2,
    marks: 2,
    bonuses: 2,
    vetoes: 2,
  },
  ...{ objections: 2, grading: 'released', isPosting: true, feedback: 2, plans: 2 },
};

it('every step that is left has its button, or names its command where the card has no room for one more', () => {
  const facts = { ...everythingLeft, grading: 'none' as const };
  const buttonFor = (name: string, label: string) => ({ label, press: startCommand.with({ name }) });
  const answers = { atLeast: 10, people: 40, closesAt: new Date('2026-03-30T10:00:00Z'), isCounted: false };
  const card = closingWords.standing(trainingClass, closingSteps(facts), facts.grading, buttonFor, answers);
  expect(card.lines.join('\n')).toContain('满意度：学员 40 人，10 人以上作答，3月30日 周一 18:00截止，请回复“/满意度');
  expect(card.buttons).toHaveLength(MAX_BUTTONS);
  const begun = [...card.buttons.map(({ press }) => press.data.name), ...card.lines.join('').matchAll(/“\/([^ ”]+)/g)];
  const names = new Set(begun.map((each) => (typeof each === 'string' ? each : each?.[1])));
  // Feedback is asked for only once the results went out.
  expect(names).toEqual(new Set(closingCommands.filter((name) => name !== '反馈进度')));
});

it('released results are on their way: nobody is sent to publish them again', () => {
  const said = (isPosting: boolean) => {
    const facts = { ...everythingLeft, isPosting };
    return closingWords.standing(trainingClass, closingSteps(facts), 'released', (name, label) => ({
      label,
      press: startCommand.with({ name }),
    }));
  };
  expect(said(true).lines.join()).toContain('成绩待公示期满后自动发出');
  expect(said(false).lines.join()).toContain('成绩已确认公布，正在发送');
  expect(said(false).buttons.map(({ label }) => label)).not.toContain('公布成绩');
});
