import { expect, it } from 'vitest';
import { callUpFacts } from '../../../src/training/documents/call-up-template.ts';
import { fieldsOf } from '../../../src/training/documents/docx.ts';
import { checkedTemplate, shippedTemplate } from '../../../src/training/documents/kinds.ts';
import { paragraph, simpleDocument } from '../../../src/training/documents/simple-document.ts';

it('every shipped template is of its kind and can be filled', () => {
  for (const kind of ['plan', 'call-up', 'posting', 'file-sheet'] as const)
    expect(checkedTemplate(shippedTemplate(kind))).toBe(kind);
});

it('every field of the shipped notice is filled', () => {
  const trainee = { name: '张三', sex: '男', unit: '县财政局', post: '局长' };
  const facts = callUpFacts({
    ...{ number: '2026-01-M1', issuedOn: '2026-03-02', answerBy: '3月5日 17:30' },
    trainingClass: { _id: '2026-01', name: '中青班', opensOn: '2026-03-16', closesOn: '2026-03-27' },
    reporting: { reportTime: '3月16日 08:20前', reportPlace: '县委党校', lodging: '统一安排' },
    trainees: [trainee, { ...trainee, unit: '县审计局' }, trainee],
  });
  const known = [...Object.keys(facts), ...Object.keys(trainee), 'no'];
  expect(fieldsOf(shippedTemplate('call-up')).filter((field) => !known.includes(field))).toEqual([]);
  expect(facts.units).toBe('县财政局 2 人、县审计局 1 人');
});

it('a template with a field nobody knows, or without the people, is refused', () => {
  const of = (text: string) => simpleDocument([paragraph(text)]);
  for (const text of ['{class}{#trainees}{name}{secret}{/trainees}', '{#trainees}{name}{/trainees}'])
    expect(() => checkedTemplate(of(text))).toThrow(expect.objectContaining({ code: 'template.fields' }));
});
