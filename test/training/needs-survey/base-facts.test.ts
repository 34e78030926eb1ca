import { expect, it } from 'vitest';
import { type BaseFacts, knownAnswers } from '../../../src/training/needs-survey/base-facts.ts';
import { pack } from '../builders.ts';

const person: BaseFacts = {
  birthMonth: '1986-03',
  rankLevel: 'townshipDeputy',
  cadreCategory: 'organ',
  inPostSince: '2025-03-10',
};
const day = new Date('2026-03-09T02:00:00Z');
const facts = (one: BaseFacts, at = day) =>
  knownAnswers(pack.survey.questions, one, at).map(({ choices }) => choices[0]);

it('level, category, years in post and age are taken from the base as of the day the survey is sent', () => {
  expect(facts(person)).toEqual(['townshipDeputy', 'organ', 'from1to3', 'from40to50']);
  expect(facts({ ...person, birthMonth: '1986-04', inPostSince: '2026-01' })).toEqual([
    'townshipDeputy',
    'organ',
    'under1',
    'from30to40',
  ]);
});

it('every age and every time in post falls into exactly one band', () => {
  for (let year = 1955; year <= 2010; year += 1)
    expect(facts({ ...person, birthMonth: `${year}-01`, inPostSince: `${year + 15}-01` })).toHaveLength(4);
});
