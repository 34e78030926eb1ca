import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnitTree } from '../../../src/county/unit-tree.ts';
import {
  allOf,
  groupMeant,
  groupNumber,
  listedPeople,
  type Meant,
  pastedNames,
  scopeLabel,
  wordMeant,
} from '../../../src/training/class-messages/notice-receivers.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { smallCounty } from '../../helpers/county.ts';

const { cadres, units } = smallCounty('wecom');
const tree = new UnitTree(units.map(({ id, ...unit }) => ({ ...unit, _id: id })));
const facts = { tree, todayOn: '2026-03-02', rules: defaultRulePack().groups };
const everybody = cadres.map(({ id, ...cadre }) => ({ ...cadre, _id: id }));
const inFinance = everybody.filter(({ unitId }) => unitId === 'u-fin');

const idsOf = (meant: ReturnType<typeof wordMeant>) =>
  meant !== undefined && 'people' in meant ? meant.people.map(({ _id }) => _id) : meant;
const meant = (word: string, within = everybody, own = new Set<string>()) => wordMeant(word, within, facts, own);

describe('the study group that a word means', () => {
  it('is said with digits or in words', () => {
    const said = [
      '第1组',
      '一组',
      '第二小组',
      '3学习小组',
      '第十组',
      '第十二组',
      '第二十一组',
      '第1组先发言',
      '小组',
      '组',
    ];
    expect(said.map(groupNumber)).toEqual([1, 1, 2, 3, 10, 12, 21, undefined, undefined, undefined]);
  });

  it('is those of its people to whom the writer may send, and nothing where there are none', () => {
    const groups = [{ cadreIds: ['zhao', 'li'] }, { cadreIds: ['qian'] }];
    expect(idsOf(groupMeant('第1组', inFinance, groups))).toEqual(['zhao']);
    for (const word of ['第3组', '第0组', '县财政局']) expect(groupMeant(word, everybody, groups)).toBeUndefined();
  });
});

describe('whom a word of a notice means', () => {
  it('is a unit, a level, heads, liaisons, or one person', () => {
    expect(idsOf(meant('县财政局'))).toEqual(['head-fin', 'liaison-fin', 'zhao', 'qian', 'sun']);
    expect(idsOf(meant('乡科级副职'))).toEqual(['zhao', 'qian', 'sun', 'li', 'zhou', 'wu']);
    expect(idsOf(meant('单位主要负责人'))).toEqual(['head-org', 'head-school', 'head-fin', 'head-agri']);
    expect(idsOf(meant('联络员'))).toEqual(['org', 'school', 'liaison-fin', 'liaison-agri']);
    expect(idsOf(meant('赵一'))).toEqual(['zhao']);
  });

  it('is looked for among those alone to whom its writer may send, so that nothing is told of others', () => {
    expect(idsOf(meant('乡科级副职', inFinance))).toEqual(['zhao', 'qian', 'sun']);
    expect([meant('县农业农村局', inFinance), meant('李四', inFinance), meant('没有的局', inFinance)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('本单位 means the units of whoever writes, and nothing for who has none', () => {
    expect(idsOf(meant('本单位', inFinance, new Set(['u-fin'])))).toHaveLength(5);
    expect(meant('本单位')).toBeUndefined();
  });

  it('asks which of two people of one name is meant', () => {
    const twins = [
      ...everybody,
      { ...everybody[0], _id: 'twin', name: '赵一', unitId: 'u-agri' } as (typeof everybody)[number],
    ];
    expect(meant('赵一', twins)).toMatchObject({ ambiguous: [{ _id: 'zhao' }, { _id: 'twin' }] });
  });

  it('joined words name each person once, whatever their order', () => {
    const words = fc.shuffledSubarray(['县财政局', '乡科级副职', '赵一', '李四', '联络员'], { minLength: 1 });
    fc.assert(
      fc.property(words, (typed) => {
        const parts = typed.map((word) => meant(word) as Meant);
        const ids = allOf(parts).map(({ _id }) => _id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(allOf([...parts].reverse()).map(({ _id }) => _id));
        for (const part of parts) for (const { _id } of part.people) expect(ids).toContain(_id);
      }),
    );
  });

  it('is told in short where many are named', () => {
    const named = ['赵一', '钱二', '孙三', '李四'].map((word) => meant(word) as Meant);
    expect(scopeLabel(named)).toBe('赵一等4人');
    expect(scopeLabel(named.slice(0, 2))).toBe('赵一、钱二');
  });
});

describe('a pasted list', () => {
  it('has a name in each line, with the unit where there are two of the name', () => {
    expect(pastedNames('1. 赵一\n2、钱二 县财政局\n李四、周五\n\n')).toEqual([
      { name: '赵一' },
      { name: '钱二', unit: '县财政局' },
      { name: '李四' },
      { name: '周五' },
    ]);
  });

  it('means each once, and says who is not found', () => {
    const { people, notFound } = listedPeople(pastedNames('赵一\n赵一\n查无人\n李四'), everybody, facts);
    expect(people.map(({ _id }) => _id)).toEqual(['li', 'zhao']);
    expect(notFound).toEqual([{ name: '查无人', why: 'unknown' }]);
  });
});
