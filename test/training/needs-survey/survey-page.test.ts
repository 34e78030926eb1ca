import { describe, expect, it } from 'vitest';
import type { Answer, Question } from '../../../src/training/needs-survey/question.ts';
import { answerBefore as before } from '../../../src/training/needs-survey/survey.ts';
import { nextPage, pageBefore, pageExample, readPage as read } from '../../../src/training/needs-survey/survey-page.ts';
import { pack } from '../builders.ts';
import { known } from './answered-with.ts';

const readPage = (page: readonly Question[], said: string) => read(page, said, known);
const answerBefore = (asked: Question, earlier: Parameters<typeof before>[1]) => before(asked, earlier, known);
const question = (id: string): Question => {
  const found = pack.survey.questions.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
};
const [wish, purpose, theory, length] = ['wish', 'purpose', 'theoryTopics', 'length'].map(question) as [
  Question,
  Question,
  Question,
  Question,
];
const post = question('postNeed');
const answered = (questionId: string): Answer => ({ questionId, choices: ['x'], text: '' });

describe('the questions of one message', () => {
  const asked = [wish, purpose, theory, length, post];

  it('are three at most, the first without an answer first, and a written one stands alone', () => {
    expect(nextPage(asked, [])).toEqual([wish, purpose, theory]);
    expect(
      nextPage(
        asked,
        [wish, purpose, theory].map(({ id }) => answered(id)),
      ),
    ).toEqual([length]);
    expect(
      nextPage(
        asked,
        [wish, purpose, theory, length].map(({ id }) => answered(id)),
      ),
    ).toEqual([post]);
  });

  it('go back by as many', () => {
    expect(pageBefore(asked, 'postNeed').map(({ id }) => id)).toEqual(['length', 'theoryTopics', 'purpose']);
    expect(pageBefore(asked, 'wish')).toEqual([]);
  });
});

describe('a line of letters', () => {
  const choices = (said: string) => readPage([wish, purpose, length], said).map((answer) => answer.choices);
  const meant = [['strong'], ['knowledgeStructure', 'policy'], ['from1to2Weeks']];

  it.each([
    'B BD C',
    'b bd c',
    'Ｂ，ＢＤ，Ｃ',
    'B、BD、C',
    'B B、D C',
    '一B 二BD 三C',
    '1.B 2.BD 3.C',
    'B\nBD\nC',
    'B; B,D; C。',
  ])('answers each question: %s', (said) => expect(choices(said)).toEqual(meant));

  it('may be without spaces where each question takes one letter', () => {
    expect(choices('BDC')).toEqual([['strong'], ['policy'], ['from1to2Weeks']]);
  });

  it.each(['2', '1 2 3', 'B', 'B D', 'B B D C', '好的', ''])(
    'is asked for again when it cannot be told apart: %s',
    (said) => {
      expect(() => choices(said)).toThrow(
        expect.objectContaining({ code: 'survey.page-unclear', facts: { count: 3, example: 'A BD C' } }),
      );
    },
  );

  it('names the question whose letter there is not, and the one that takes fewer', () => {
    expect(() => choices('F A A')).toThrow(
      expect.objectContaining({ code: 'survey.unknown-letter', facts: { title: wish.title, given: 'F', last: 'E' } }),
    );
    expect(() => choices('AB A A')).toThrow(expect.objectContaining({ code: 'survey.too-many-choices' }));
  });

  it('of a single question may be its option in words, and its example is one that holds', () => {
    expect(readPage([length], '1至2周')[0]?.choices).toEqual(['from1to2Weeks']);
    expect(readPage([purpose], 'b、d')[0]?.choices).toEqual(['knowledgeStructure', 'policy']);
    expect(() => readPage([wish, purpose, length], pageExample([wish, purpose, length]))).not.toThrow();
  });
});

describe('the answer given before', () => {
  it('is the newest to the same question that is still possible', () => {
    const earlier = [
      { answers: [{ questionId: 'purpose', choices: ['gone'], text: '' }] },
      { answers: [{ questionId: 'wish', choices: ['weak'], text: '' }] },
      { answers: [{ questionId: 'wish', choices: ['strong'], text: '' }] },
    ];
    expect(answerBefore(wish, earlier)?.choices).toEqual(['weak']);
    expect(answerBefore(purpose, earlier)).toBeUndefined();
    expect(answerBefore(post, [{ answers: [{ questionId: 'postNeed', choices: [], text: '' }] }])).toBeUndefined();
  });
});
