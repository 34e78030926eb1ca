import PizZip from 'pizzip';
import { expect, it } from 'vitest';
import { fieldsOf, filledDocument } from '../../../src/training/documents/docx.ts';
import { checkPlanTemplate, defaultPlanTemplate, planFacts } from '../../../src/training/documents/plan-template.ts';

const item = (number: number, theme: string) => ({
  ...{
    _id: `J2026-${number}`,
    year: '2026',
    theme,
    topicTags: ['甲'],
    rankLevels: ['staff' as const],
    people: 40,
    month: 5,
  },
  ...{ days: 3, unitId: 'u1', classKind: 'topicClass', feeClass: 'classThree', yuanPerPersonDay: 400, need: '需要' },
});
const textOf = (bytes: Buffer) =>
  new PizZip(bytes)
    .file('word/document.xml')
    ?.asText()
    .replace(/<[^>]*>/g, '|') ?? '';

/** The default template with one word in the place of another. */
function changed(from: string, to: string): Buffer {
  const zip = new PizZip(defaultPlanTemplate());
  zip.file('word/document.xml', (zip.file('word/document.xml')?.asText() ?? '').replace(from, to));
  return zip.generate({ type: 'nodebuffer' });
}

it('the plan’s document has a row for each class, whatever signs its name has', () => {
  const facts = planFacts('2026', [item(1, '甲<乙>&丙班'), item(2, '{theme}班')], undefined, () => '县财政局');
  const text = textOf(filledDocument(defaultPlanTemplate(), facts));
  expect(text).toContain('2026年度培训计划');
  expect(text).toContain('（尚未确认）');
  expect(text).toContain('共 2 项，80 人。');
  expect(text).toContain('甲&lt;乙&gt;&amp;丙班');
  expect(text).toContain('{theme}班');
});

it('a template is taken when every field is known and the classes are named in it', () => {
  expect(() => checkPlanTemplate(defaultPlanTemplate())).not.toThrow();
  expect(fieldsOf(defaultPlanTemplate())).toContain('theme');
  expect(() => checkPlanTemplate(changed('{number}', '{secret}'))).toThrow(
    expect.objectContaining({ code: 'template.fields' }),
  );
  expect(() => checkPlanTemplate(changed('{theme}', ''))).toThrow(expect.objectContaining({ code: 'template.fields' }));
  expect(() => checkPlanTemplate(changed('{number}', '{number'))).toThrow(
    expect.objectContaining({ code: 'template.unreadable' }),
  );
  expect(() => checkPlanTemplate(Buffer.from('no document'))).toThrow(
    expect.objectContaining({ code: 'template.unreadable' }),
  );
});
