import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GatheredNeeds, trainingMenu } from '../../../src/training/needs/menu.ts';
import { isServed, servingOf } from '../../../src/training/needs/menu-serving.ts';
import { peopleTotal } from '../../../src/training/needs/people-by-level.ts';
import { menuTopics } from '../../../src/training/needs/topics.ts';
import { pack } from '../builders.ts';

const rules = pack.needs;
const known = menuTopics(pack);

const topic = fc.constantFrom('基层治理', '公文写作', '招商引资', '急救知识', '涉外礼仪');
const people = fc.record({ townshipDeputy: fc.integer({ min: 1, max: 40 }) });
const gathered: fc.Arbitrary<GatheredNeeds> = fc.record({
  org: fc
    .array(fc.record({ topics: fc.uniqueArray(topic), people }), { maxLength: 6 })
    .map((notes) => notes.map((note, index) => ({ id: `R2026-${index}`, ...note }))),
  post: fc
    .array(fc.uniqueArray(fc.record({ topic, people }), { selector: (item) => item.topic }), { maxLength: 6 })
    .map((units) => units.map((items, index) => ({ unitId: `u${index}`, items }))),
  personal: fc
    .array(
      fc.integer({ min: 0, max: 40 }).chain((answered) =>
        fc.record({
          answered: fc.constant(answered),
          topics: fc.uniqueArray(fc.record({ topic, people: fc.integer({ min: 0, max: answered }) }), {
            selector: (each) => each.topic,
          }),
        }),
      ),
      { maxLength: 3 },
    )
    .map((surveys) => surveys.map((survey, index) => ({ id: `D2026-${index}`, ...survey }))),
});
const none: GatheredNeeds = { org: [], post: [], personal: [] };

describe('the training menu', () => {
  it('weighs the share of each kind of need: 4 to 3 to 3', () => {
    const menu = trainingMenu(
      {
        org: [{ id: 'R1', topics: ['基层治理'] }],
        post: [
          { unitId: 'u1', items: [{ topic: '公文写作', people: { staff: 3 } }] },
          { unitId: 'u2', items: [] },
        ],
        personal: [{ id: 'D1', answered: 10, topics: [{ topic: '公文写作', people: 10 }] }],
      },
      rules,
    );
    expect(menu.entries.map((each) => [each.topic, each.place, each.score])).toEqual([
      ['公文写作', 1, 45],
      ['基层治理', 2, 40],
    ]);
  });

  it('leaves out the weight of a kind of which there is nothing', () => {
    const menu = trainingMenu({ ...none, post: [{ unitId: 'u1', items: [{ topic: '公文写作', people: {} }] }] }, rules);
    expect(menu.entries).toMatchObject([{ score: 100 }]);
    expect(trainingMenu(none, rules).entries).toEqual([]);
  });

  it('is the same in whatever order the answers come', () => {
    fc.assert(
      fc.property(gathered, ({ org, post, personal }) => {
        const turned = { org: org.toReversed(), post: post.toReversed(), personal: personal.toReversed() };
        expect(trainingMenu(turned, rules)).toEqual(trainingMenu({ org, post, personal }, rules));
      }),
    );
  });

  it('never shows or counts what fewer than the smallest group answered', () => {
    fc.assert(
      fc.property(gathered, (all) => {
        const menu = trainingMenu(all, rules);
        for (const { personal } of menu.entries) expect(personal === 0 || personal >= rules.smallestGroup).toBe(true);
        const few = ({ people: count }: { people: number }) => count < rules.smallestGroup;
        const without = all.personal
          .filter(({ answered }) => answered >= rules.smallestGroup)
          .map((survey) => ({ ...survey, topics: survey.topics.filter((each) => !few(each)) }));
        expect(trainingMenu({ ...all, personal: without }, rules)).toEqual(menu);
      }),
    );
  });

  it('has each topic once, scores from 0 to 100 that never rise, and nothing negative', () => {
    fc.assert(
      fc.property(gathered, (all) => {
        const { entries } = trainingMenu(all, rules);
        expect(new Set(entries.map((each) => each.topic)).size).toBe(entries.length);
        const scores = entries.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const { score, personal, people: counted, place } of entries) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          expect(Math.min(personal, peopleTotal(counted), place - 1)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('puts no topic lower when one more unit names it', () => {
    fc.assert(
      fc.property(gathered, topic, (all, name) => {
        const before =
          trainingMenu(all, rules).entries.find((each) => each.topic === name)?.place ?? Number.POSITIVE_INFINITY;
        const post = [...all.post, { unitId: 'one more', items: [{ topic: name, people: { staff: 1 } }] }];
        const after = trainingMenu({ ...all, post }, rules).entries.find((each) => each.topic === name)?.place;
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('what serves a topic', () => {
  const item = { _id: 'J1', state: 'approved', theme: '专题班', topicTags: ['社会治理'], need: '提升能力' } as const;
  const class_ = {
    _id: '2026-01',
    name: '专题班',
    state: 'planned',
    topicTag: '招商引资、公文',
    planItem: 'J1',
  } as const;
  const serving = (name: string, items = [item], classes = [class_]) => servingOf(name, { items, classes }, known);

  it('is an item that has it among its topics or names it as its need, and the class made of it', () => {
    expect(serving('基层治理')).toEqual({ items: [item], classes: [class_] });
    expect(serving('公文写作')).toEqual({ items: [], classes: [class_] });
    const named = { ...item, topicTags: ['其他'], need: '培训菜单“安全生产”' };
    expect(servingOf('安全生产', { items: [named], classes: [] }, known).items).toEqual([named]);
    expect(isServed(serving('安全生产'))).toBe(false);
  });

  it('is, where an item says which topics it serves, an item that says so and no other', () => {
    const said = { ...item, needTopics: ['安全生产'], need: '培训菜单“公文写作”' };
    const itemsFor = (name: string) => servingOf(name, { items: [said], classes: [] }, known).items;
    expect(itemsFor('安全生产')).toEqual([said]);
    expect(['社会治理', '公文写作'].flatMap(itemsFor)).toEqual([]);
  });

  it('is neither an item that was refused nor a class that was withdrawn', () => {
    const refused = servingOf(
      '基层治理',
      { items: [{ ...item, state: 'refused' }], classes: [{ ...class_, state: 'withdrawn' }] },
      known,
    );
    expect(isServed(refused)).toBe(false);
  });
});
