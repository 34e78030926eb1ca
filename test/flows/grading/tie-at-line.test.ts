import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { filledIn } from '../../helpers/filled-sheet.ts';
import { eightMarks, finishedClass, lastDayOn, publishedOn, scoredClass } from '../../helpers/scored-class.ts';
import { fileLink, signedIn } from '../../helpers/staff-browser.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
const best = { research: 15, practice: 10, questions: 2 };
/** 赵一, 钱二 and 孙三 have 92 points each, and there is one place for 优秀学员. */
const threeTied = { ...eightMarks, zhao: best, qian: best, sun: best };

/** The ways in which 孙三 is moved to 良好 and the order of 钱二 and 赵一 is decided, each done twice. */
const ways: Record<'chat' | 'page' | 'sheet', (world: World) => Promise<void>> = {
  chat: async (world) => {
    for (let run = 0; run < 2; run += 1) await world.say('team1', `/调整等次 ${classId} 孙三 良好 结业答辩未到`);
    for (let run = 0; run < 2; run += 1) await world.say('team1', `/并列 ${classId} 钱二、赵一 结业答辩钱二在前`);
  },
  page: async (world) => {
    const browser = await signedIn(world, 'team1');
    const path = `/staff/class/${classId}?view=grading`;
    const sendTwice = async (action: string, fields: Record<string, string>) => {
      const page = await browser.open(path);
      await browser.send(action, fields);
      const answer = browser.path;
      browser.html = page;
      await browser.send(action, fields);
      expect([browser.status, browser.path]).toEqual([200, answer]);
      await world.settle();
      return browser.open(answer);
    };
    expect(await browser.open(path)).toContain('赵一并列，跨优秀学员名额线');
    await sendTwice('/staff/change-grade', { cadre: 'sun', grade: '良好', reason: '结业答辩未到' });
    const order = { place1: 'qian', place2: 'zhao', reason: '结业答辩钱二在前' };
    expect(await sendTwice('/staff/break-tie', order)).toContain('并列已按此次序确定：钱二、赵一');
    expect(await browser.open(path)).toMatch(/<option value="qian" selected>[\s\S]*<option value="zhao" selected>/);
  },
  sheet: async (world) => {
    await world.say('team1', `/等次表 ${classId}`);
    expect(world.last('team1')).toContain('有 3 名学员并列跨优秀学员名额线');
    const sheet = await filledIn(await takenFile(world, fileLink(world, 'team1')), (set) => {
      set('孙三', '等次', '良好');
      set('孙三', '调整理由', '结业答辩未到');
      set('钱二', '并列先后', 1);
      set('赵一', '并列先后', '２');
      set('赵一', '并列理由', '结业答辩钱二在前。');
    });
    for (let run = 0; run < 2; run += 1) await world.send('team1', `${classId}班等次表.xlsx`, sheet);
    expect(world.last('team1')).toContain('与现有方案相同，没有调整');
  },
};

/** The file behind the link that 冯考评 was sent. */
async function takenFile(world: World, link: string): Promise<Buffer> {
  const browser = await signedIn(world, 'team1');
  await browser.open(link);
  await browser.send(link);
  return browser.body;
}

describe.each(variants)('a tie at the line of 优秀学员 on %s', (variant) => {
  it.each(['chat', 'page', 'sheet'] as const)(
    'is decided by %s besides a change of grade, signed by a second person, posted and published',
    async (way) => {
      const world = await startWorld(variant);
      onTestFinished(() => world.stop());
      const { store } = world.running;
      await scoredClass(store, threeTied);
      await world.at(lastDayOn, '18:05');
      await world.say('team1', `/并列 ${classId} 钱二、赵一 结业答辩钱二在前`);
      expect(world.last('team1')).toContain('还没有等次评定方案');
      await world.say('team1', `/评定等次 ${classId}`);
      expect(world.screen('team1')).toMatch(/暂无人选[\s\S]*并列跨线/);
      await world.press('team1', '提请确认');
      expect(world.last('team1')).toContain('须先研究确定先后');
      expect(world.screen('team2')).not.toContain('等次评定方案待确认');

      await ways[way](world);
      const grading = await store.gradings.byClass(classId);
      expect(grading).toMatchObject({
        changes: [{ cadreId: 'sun', to: 'good', reason: '结业答辩未到', decidedBy: 'team1' }],
        tieDecision: { cadreIds: ['qian', 'zhao'], reason: '结业答辩钱二在前', decidedBy: 'team1' },
      });
      for (const other of ['teacher', 'org', 'zhao']) {
        await world.say(other, `/并列 ${classId} 赵一、钱二 结业答辩赵一在前`);
        expect(world.last(other)).toContain('没有办理这一事项的权限');
      }
      expect(await store.gradings.byClass(classId)).toEqual(grading);

      await world.press('team1', '提请确认');
      const decided = [
        '考评工作小组作了 2 项决定：',
        '孙三：测算为优秀，调整为良好。理由：结业答辩未到。',
        '并列先后：钱二、赵一。理由：结业答辩钱二在前。',
      ];
      for (const line of decided) expect(world.screen('team2')).toContain(line);
      await world.press('team2', '确认等次');
      for (const line of decided) expect(world.screen('org')).toContain(line);
      await world.say('team1', `/并列 ${classId} 赵一、钱二 结业答辩赵一在前`);
      expect(world.last('team1')).toContain('已评定等次，不能再变更');
      await world.press('org', '公布成绩');
      await world.at('2026-03-30', '08:05');
      expect(world.screen('wu')).toContain('优秀学员人选 1 名：钱二');
      await world.at(publishedOn, '08:05');
      for (const cadreId of ['zhao', 'qian', 'sun']) expect(world.count(cadreId, '培训考核结果')).toBe(1);
      const titles = await store.assessments.resultsOf(classId);
      expect(titles.slice(0, 2).map(({ cadreId, excellentTrainee }) => [cadreId, excellentTrainee])).toEqual([
        ['qian', 'candidate'],
        ['zhao', 'no'],
      ]);
      expect((await store.gradings.byClass(classId))?.state).toBe('published');
      expect(world.logged).toEqual([]);
    },
  );

  it('is refused on the page as in chat: oneself, other roles, forged forms, an order that is not of the tie', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await scoredClass(store, { ...threeTied, team2: best });
    await world.at(lastDayOn, '18:05');
    const browser = await signedIn(world, 'team1');
    const path = `/staff/class/${classId}?view=grading`;
    expect(await browser.open(path)).not.toContain('break-tie');
    await world.say('team1', `/评定等次 ${classId}`);
    const page = await browser.open(path);
    expect(page.match(/<select id="place\d"/g)).toHaveLength(4);
    const form = { class: classId, place1: 'qian', place2: 'zhao', place3: 'sun', place4: 'team2', reason: '答辩次序' };
    const answer = async (fields: Record<string, string>, who = browser) => {
      who.html = page;
      await who.send('/staff/break-tie', { ...form, ...fields });
      if (who.status !== 200) return who.status;
      await world.settle();
      return who.open(who.path);
    };
    expect(await answer({ csrf: '' })).toBe(403);
    expect(await answer({ reason: ' ' })).toBe(403);
    expect(await answer({ place2: '' })).toBe(403);
    expect(await answer({ place2: 'qian' })).toContain('并列跨名额线的是');
    expect(await answer({ place2: 'li' })).toContain('并列跨名额线的是');
    for (const [userId, refusal] of [
      ['team2', '与您本人有关，按照回避要求'],
      ['org', '没有办理这一事项的权限'],
    ] as const) {
      const other = await signedIn(world, userId);
      const csrf = /name="csrf" value="([^"]+)"/.exec(await other.open('/staff'))?.[1] ?? '';
      expect(await answer({ csrf }, other)).toContain(refusal);
      expect(await other.open(path)).not.toContain('break-tie');
    }
    expect((await store.gradings.byClass(classId))?.tieDecision).toBeUndefined();
    expect(await answer({})).toContain('并列已按此次序确定：钱二、赵一、孙三、陈考评');
  });
});

describe('the order of people in a tie', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    bot.repeating = true;
    await finishedClass(bot, threeTied);
    await bot.say('team1', `/评定等次 ${classId}`);
  });
  afterEach(() => bot.stop());

  const tieDecision = async () => (await bot.store.gradings.byClass(classId))?.tieDecision;
  const handedOut = async () => {
    await bot.say('team1', `/等次表 ${classId}`);
    return bot.fileByLink('team1');
  };
  const sendBack = async (bytes: Buffer) => {
    await bot.send('team1', `${classId}班等次表.xlsx`, bytes);
    return bot.last('team1');
  };

  it('holds no longer once a change of grade makes the tie another one, and the proposer is told', async () => {
    await bot.say('team1', `/并列 ${classId} 孙三、钱二、赵一 结业答辩次序`);
    await bot.say('team1', `/调整等次 ${classId} 孙三 良好 结业答辩未到`);
    expect(await bot.last('team1')).toContain('孙三、钱二、赵一的并列先后不再适用，已取消');
    expect(await tieDecision()).toBeUndefined();
    await bot.press('team1', '提请确认');
    expect(await bot.last('team1')).toContain('须先研究确定先后');
  });

  it('is not decided by somebody who is in the tie, neither in chat nor by sheet', async () => {
    const sheet = await handedOut();
    const zhao = await bot.store.cadres.byId('zhao');
    if (zhao === null) throw new Error('no trainee');
    await bot.store.cadres.put([{ ...zhao, roles: ['evaluationTeam'] }]);
    await bot.say('zhao', `/并列 ${classId} 赵一、钱二、孙三 结业答辩次序`);
    expect(await bot.last('zhao')).toContain('与您本人有关，按照回避要求');
    await bot.say('zhao', '你好');
    await bot.send('zhao', `${classId}班等次表.xlsx`, sheet);
    expect(await bot.last('zhao')).toContain('与您本人有关，按照回避要求');
    expect(await tieDecision()).toBeUndefined();
  });

  it('stands in the sheet as it was decided and may be changed there', async () => {
    await bot.say('team1', `/并列 ${classId} 孙三、钱二、赵一 结业答辩次序`);
    const sheet = await handedOut();
    expect(await sendBack(sheet)).toContain('与现有方案相同，没有调整');
    const other = await filledIn(sheet, (set) => {
      set('孙三', '并列先后', 2);
      set('钱二', '并列先后', 1);
    });
    expect(await sendBack(other)).toContain('并列已按此次序确定：钱二、孙三、赵一，理由：结业答辩次序。');
  });

  it('stays as it was decided where a sheet from before leaves it open and changes a grade', async () => {
    const before = await handedOut();
    await bot.say('team2', `/并列 ${classId} 孙三、钱二、赵一 结业答辩次序`);
    const changed = await filledIn(before, (set) => {
      set('吴六', '等次', '良好');
      set('吴六', '调整理由', '牵头完成小组调研');
    });
    expect(await sendBack(changed)).toContain('吴六的等次由合格调整为良好');
    expect(await tieDecision()).toMatchObject({ cadreIds: ['sun', 'qian', 'zhao'], decidedBy: 'team2' });
  });

  it('may be pasted as rows of the sheet, with everybody of the tie in them', async () => {
    const rows = ['姓名\t等次\t并列先后\t并列理由', '钱二\t优秀\t1\t结业答辩次序', '赵一\t优秀\t2\t'];
    await bot.say('team1', `/等次表 ${classId}\n${rows.join('\n')}`);
    expect(await bot.last('team1')).toMatch(/等次为优秀、并列跨名额线的是.*请按先后写上这几位/);
    expect(await tieDecision()).toBeUndefined();
    await bot.say('team1', `/等次表 ${classId}\n${[...rows, '孙三\t优秀\t3\t'].join('\n')}`);
    expect(await bot.last('team1')).toContain('并列已按此次序确定：钱二、赵一、孙三，理由：结业答辩次序。');
  });

  it('is refused in the sheet cell by cell, and nothing of the sheet is taken', async () => {
    const blank = await handedOut();
    const wrong = await filledIn(blank, (set) => {
      set('李四', '并列先后', 1);
      set('周五', '并列理由', '表现突出');
      set('钱二', '并列先后', 1);
      set('孙三', '并列先后', 1);
    });
    const said = await sendBack(wrong);
    expect(said).toContain('5 处需要更正，全部未调整');
    expect(said).toContain('李四不在其中');
    expect(said).toContain('周五不在其中');
    expect(said).toContain('都应填写先后次序');
    expect(said).toContain('先后次序与另一行相同');
    expect(said).toContain('确定并列名次，请写明理由');
    const shape = await filledIn(blank, (set) => set('钱二', '并列先后', '第一'));
    expect(await sendBack(shape)).toContain('应填先后次序 1、2、3 等');
    const twoReasons = await filledIn(blank, (set) => {
      for (const [index, name] of ['孙三', '钱二', '赵一'].entries()) set(name, '并列先后', index + 1);
      set('孙三', '并列理由', '结业答辩次序');
      set('赵一', '并列理由', '调研成果次序');
    });
    expect(await sendBack(twoReasons)).toContain('并列理由与另一行不同');
    expect(await tieDecision()).toBeUndefined();
  });
});
