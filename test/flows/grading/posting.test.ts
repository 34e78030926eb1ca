import PizZip from 'pizzip';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filledDocument } from '../../../src/training/documents/docx.ts';
import { defaultPostingTemplate, postingFacts } from '../../../src/training/documents/posting-template.ts';
import { paragraph, simpleDocument } from '../../../src/training/documents/simple-document.ts';
import { postingWords } from '../../../src/training/feedback/posting-words.ts';
import { trainingClass } from '../../../src/words-review/facts.ts';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

const posted = [
  { name: '丁一', unitName: '县财政局' },
  { name: '韩二', unitName: '县审计局' },
];
const posting = {
  ...{ trainingClass, postedOn: '2026-03-30', postedUntilOn: '2026-04-02' },
  candidates: posted.map(({ name, unitName: unit }) => ({ name, unit, post: '科长' })),
};
const textOf = (bytes: Buffer) => (new PizZip(bytes).file('word/document.xml')?.asText() ?? '').replace(/<[^>]+>/g, '');

describe('the posting of 优秀学员', () => {
  it('says on the card by what its names are ordered, and where to object, also by telephone where there is one', () => {
    const card = postingWords.card(trainingClass, posted, '2026-04-02', 'event', '0876-6100');
    expect(card.lines.join('')).toContain('2 名（按姓氏笔画排序）：丁一（县财政局）、韩二（县审计局）');
    expect(card.lines.join('')).toContain('致电 0876-6100');
    expect(postingWords.card(trainingClass, posted, '2026-04-02', 'event').lines.join('')).not.toContain('致电');
    expect(postingWords.card(trainingClass, posted.slice(1), '2026-04-02', 'event').lines.join('')).not.toContain(
      '笔画',
    );
  });

  it('says the same in the document, and in that of a county with a template of its own', () => {
    const own = simpleDocument([
      paragraph('{order}：{#candidates}{name}、{/candidates}至{postedUntilOn}，受理：{reach}'),
    ]);
    const texts = [defaultPostingTemplate(), own].map((template) =>
      textOf(filledDocument(template, postingFacts({ ...posting, phone: '0876-6100' }))),
    );
    for (const text of texts) {
      expect(text).toContain('按姓氏笔画排序');
      expect(text).toContain('县委组织部（电话：0876-6100）');
    }
    expect(textOf(filledDocument(own, postingFacts(posting)))).toContain('受理：县委组织部');
  });
});

it.each(variants)('on %s the document of a posting is sent on demand, and says where to object', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await scoredClass(world.running.store);
  await world.at(lastDayOn, '18:05');
  await world.say('team1', '/评定等次 2026-01');
  await world.press('team1', '提请确认');
  await world.press('team2', '确认等次');
  await world.press('org', '公布成绩');
  await world.at('2026-03-30', '08:05');
  expect(world.last('qian')).toContain('当面向县委组织部实名反映');
  await world.say('org', '/公示 2026-01');
  await world.press('org', '发送公示文本');
  expect(world.last('org')).toContain('优秀学员人选公示.docx');
  expect(world.logged).toEqual([]);
});
