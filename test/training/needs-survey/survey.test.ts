import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, AnswerSheet, Question } from '../../../src/training/needs-survey/question.ts';
import {
  answerInWords,
  checkAnswer as check,
  nextQuestion,
  questionsFor,
} from '../../../src/training/needs-survey/survey.ts';
import { tallyByTopic, tallyByUnit, writtenAnswers } from '../../../src/training/needs-survey/survey-tally.ts';
import { backwards, pack } from '../builders.ts';
import { known } from './answered-with.ts';

const checkAnswer = (asked: Question, raw: string | readonly string[]) => check(asked, raw, known);
const bank = pack.survey.questions;
const question = (id: string): Question => {
  const found = bank.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
};
const theory = question('theoryTopics'); // at most 3 of 5
const wish = question('wish'); // single, 5
const post = question('postNeed'); // text, at most 200 characters

describe('which questions are asked', () => {
  it('leaves out what the information base knows, and asks heads of units one more', () => {
    const asked = questionsFor(bank, { headsUnit: false }).map((one) => one.id);
    expect(asked).toEqual([
      'wish',
      'purpose',
      'theoryTopics',
      'capabilityTopics',
      'professionalTopics',
      'methods',
      'length',
      'time',
      'lecturers',
      'obstacles',
      'lastYearChange',
      'postNeed',
    ]);
    expect(questionsFor(bank, { headsUnit: true }).map((one) => one.id)).toEqual([...asked, 'teamGaps']);
  });

  it('goes on with the first question without an answer, also after a gap', () => {
    const answer = (questionId: string): Answer => ({ questionId, choices: [], text: '' });
    expect(nextQuestion([wish, theory, post], [])?.id).toBe('wish');
    expect(nextQuestion([wish, theory, post], [answer('postNeed'), answer('wish')])?.id).toBe('theoryTopics');
    expect(nextQuestion([wish], [answer('wish')])).toBeUndefined();
  });
});

describe('checking an answer', () => {
  it.each([
    ['1 3、5'],
    ['1,3，5'],
    ['５　３　１'],
    ['①③⑤'],
    ['1.3.5'],
    ['1、3、5。'],
    ['党的最新全会精神 党史国史、意识形态工作'],
    ['1 党史国史 5'],
    ['1 1 3 5'],
  ])('reads “%s” as the first, third and fifth option', (typed) => {
    expect(checkAnswer(theory, typed).choices).toEqual(['latestPlenum', 'partyHistory', 'ideologyWork']);
  });

  it('takes the values of a pressed form and puts them in the order of the question', () => {
    expect(checkAnswer(theory, ['ideologyWork', 'latestPlenum'])).toEqual({
      questionId: 'theoryTopics',
      choices: ['latestPlenum', 'ideologyWork'],
      text: '',
    });
  });

  it('reads a label that holds a separator itself', () => {
    const bands: Question = {
      ...theory,
      options: [
        { value: 'both', label: '党史、国史' },
        { value: 'none', label: '都不' },
      ],
    };
    expect(checkAnswer(bands, '党史、国史').choices).toEqual(['both']);
  });

  it.each(['0', '6', '1 9', '-1', '135', '很好', 'latestPlenum2'])('refuses the unknown option in “%s”', (typed) => {
    expect(() => checkAnswer(theory, typed)).toThrow(expect.objectContaining({ code: 'survey.unknown-option' }));
  });

  it('refuses a form value the question does not have', () => {
    expect(() => checkAnswer(theory, ['1'])).toThrow(
      expect.objectContaining({ code: 'survey.unknown-option', facts: { title: theory.title, given: '1', most: 5 } }),
    );
  });

  it('refuses more choices than allowed, and two for a single question', () => {
    expect(() => checkAnswer(theory, '1 2 3 4')).toThrow(
      expect.objectContaining({ code: 'survey.too-many-choices', facts: { title: theory.title, most: 3 } }),
    );
    expect(() => checkAnswer(wish, '1 2')).toThrow(expect.objectContaining({ code: 'survey.too-many-choices' }));
  });

  it('refuses an empty answer where one is needed', () => {
    for (const raw of ['', ' ', '，', []]) {
      expect(() => checkAnswer(theory, raw)).toThrow(expect.objectContaining({ code: 'survey.no-answer' }));
    }
    expect(() => checkAnswer({ ...post, required: true }, '  ')).toThrow(
      expect.objectContaining({ code: 'survey.no-answer' }),
    );
    expect(checkAnswer(post, '').text).toBe('');
  });

  it('counts the length of a text in characters, not in code units', () => {
    const rare = '𠮷'.repeat(200);
    expect(checkAnswer(post, rare).text).toBe(rare);
    expect(() => checkAnswer(post, `${rare}吉`)).toThrow(
      expect.objectContaining({ code: 'survey.too-long', facts: { title: post.title, mostCharacters: 200 } }),
    );
  });

  it('keeps a text as it was written', () => {
    expect(checkAnswer(post, ' 1 3、5 ')).toEqual({ questionId: 'postNeed', choices: [], text: '1 3、5' });
  });

  it('reads back what it says in words', () => {
    fc.assert(
      fc.property(
        fc.subarray(
          theory.options.map((option) => option.value),
          { minLength: 1, maxLength: 3 },
        ),
        (values) => {
          const answer = checkAnswer(theory, values);
          expect(checkAnswer(theory, answerInWords(theory, answer))).toEqual(answer);
        },
      ),
    );
  });
});

const sheet = (unitId: string, ...numbers: number[]): AnswerSheet => ({
  unitId,
  answers: [checkAnswer(theory, numbers.join(' '))],
});

describe('the tally', () => {
  it('counts people per option, most chosen first, with the base beside it', () => {
    const sheets = [sheet('u1', 2, 3), sheet('u1', 3), sheet('u2', 3, 5), { unitId: 'u2', answers: [] }];
    const [tally] = tallyByTopic([theory, post], sheets);
    expect(tally).toMatchObject({ questionId: 'theoryTopics', answered: 3 });
    expect(tally?.options.map((option) => [option.value, option.people])).toEqual([
      ['partyHistory', 3],
      ['partyDiscipline', 1],
      ['ideologyWork', 1],
      ['latestPlenum', 0],
      ['classicWorks', 0],
    ]);
  });

  it('shows units of five and more, and merges smaller ones', () => {
    const many = (unitId: string, count: number) => Array.from({ length: count }, () => sheet(unitId, 1));
    const sheets = [...many('u1', 5), ...many('u2', 4), ...many('u3', 3), ...many('u4', 7)];
    const shape = (units: ReturnType<typeof tallyByUnit>) => units.map((one) => [one.unitId, one.units, one.people]);
    expect(shape(tallyByUnit([theory], sheets, 5))).toEqual([
      ['u1', 1, 5],
      ['u4', 1, 7],
      [undefined, 2, 7],
    ]);
    const one = [...many('u1', 5), ...many('u2', 1), ...many('u4', 7)];
    expect(shape(tallyByUnit([theory], one, 5))).toEqual([
      ['u4', 1, 7],
      [undefined, 2, 6],
    ]);
    expect(tallyByUnit([theory], many('u1', 4), 5)).toEqual([]);
  });

  it('never shows a group under five, loses nobody it shows elsewhere, and does not depend on order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(8), { maxLength: 60 }), (units) => {
        const sheets = units.map((unitNumber, index) => sheet(`u${unitNumber}`, 1 + (index % 5)));
        const shown = tallyByUnit([theory], sheets, 5);
        expect(tallyByUnit([theory], backwards(sheets), 5)).toEqual(shown);
        expect(shown.every((one) => one.people >= 5)).toBe(true);
        const people = shown.reduce((sum, one) => sum + one.people, 0);
        expect(people).toBe(sheets.length < 5 ? 0 : sheets.length);
      }),
    );
  });

  it('shows written answers only from five people on, in an order that tells nothing', () => {
    const written = ['丙', '甲', '', '乙', '丁', '戊'].map(
      (text): AnswerSheet => ({ unitId: 'u1', answers: [{ questionId: 'postNeed', choices: [], text }] }),
    );
    expect(writtenAnswers('postNeed', written, 5)).toEqual(['丁', '丙', '乙', '戊', '甲'].sort());
    expect(writtenAnswers('postNeed', written.slice(1), 5)).toEqual([]);
  });
});
