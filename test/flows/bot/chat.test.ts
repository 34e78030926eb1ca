import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('the conversation on %s', (variant) => {
  let world: World;
  let classId: string;

  beforeAll(async () => {
    world = await startWorld(variant);
    classId = await openClass(world, { named: 2 });
  });
  afterAll(() => world.stop());

  it('answers wrong arguments with usage and example', async () => {
    await world.say('org', '/点名 很多人');
    expect(world.last('org')).toMatch(/用法：\/点名 \[班号\] <名额>.*\n例如：\/点名 2026-01 40/s);
    await world.say('school', '/开班 某班 13月45日 明天 郑老师');
    expect(world.last('school')).toContain('“13月45日”不是有效的日期');
  });

  it('offers the nearest command for an unknown one', async () => {
    await world.say('org', '/点明 2026-01 3');
    expect(world.last('org')).toMatch(/未能识别“\/点明”。您是否要办理：.*点名/s);
  });

  it('keeps emoji and rare characters as they are typed', async () => {
    await world.say('org', '/为什么 👍𠮷');
    expect(world.last('org')).toContain('👍𠮷');
  });

  it('answers plain words it does not know politely', async () => {
    await world.say('li', '今天天气不错');
    expect(world.last('li')).toContain('未能识别您的回复');
  });

  it('names the range when a typed number fits no button', async () => {
    await world.say('qian', '9');
    expect(world.last('qian')).toContain('1 到 4 之间');
  });

  it('does not know people outside the information base and tells them whom to ask', async () => {
    const stranger = {
      vendor: world.vendor,
      userId: 'stranger',
      name: '路人',
      unit: '',
      post: '',
      roles: [],
      departments: [],
    };
    await world.emulator.join(stranger);
    await world.settle();
    await world.say('stranger', '你好');
    expect(world.last('stranger')).toContain('尚未列入干部教育培训信息库');
  });

  it('tells a refused timetable which sessions would repair it', async () => {
    const rows = [
      '日期\t开始\t结束\t课程\t类型\t方式\t授课人\t地点',
      '2026-03-16\t08:30\t11:30\t招商引资实务\t专业化培训\t集中授课\t甲\t一教室',
      '2026-03-16\t14:30\t17:30\t党章\t党的理论教育\t集中授课\t乙\t一教室',
    ];
    await world.say('school', `/课程 ${classId}\n${rows.join('\n')}`);
    expect(world.last('school')).toMatch(/未通过审核，未保存.*要求不低于70%.*可以这样调整/s);
  });

  it('reports a pasted timetable by row and column and keeps the old one', async () => {
    await world.say(
      'school',
      `/课程 ${classId}\n日期\t开始\t结束\t课程\t类型\t方式\n2026-13-01\t08:30\t11:30\t甲\t党性教育\t集中授课`,
    );
    expect(world.last('school')).toMatch(/1 处错误，未保存.*第 2 行“日期”/s);
    await world.say('school', `/课程 ${classId}`);
    expect(world.last('school')).toContain('课程表：');
  });

  it('sends a notice after a preview and shows who has read and who has answered', async () => {
    for (const person of ['zhao', 'qian']) await world.press(person, '确认参加');
    await world.say('teacher', `/通知 ${classId} 明天上午改在第二教室上课`);
    expect(world.screen('zhao')).not.toContain('第二教室');
    await world.press('teacher', '确认发出');
    await world.press('zhao', '已阅');
    await world.press('qian', '收到，照办');
    await world.say('teacher', `/通知进度 ${classId}-T1`);
    expect(world.last('teacher')).toMatch(/共 2 人，已读 2 人，已回执 1 人。\s+已读未回执 1 人：赵一/);
  });

  it('passes a difficulty on to the class teacher in the words of the trainee', async () => {
    await world.press('zhao', '有困难');
    await world.say('zhao', '家中有事，需晚到半小时');
    expect(world.last('teacher')).toContain('赵一（县财政局）对通知');
    expect(world.last('teacher')).toContain('需晚到半小时');
  });

  it('fails at nothing on the way', () => {
    expect(world.logged.filter((line) => line.includes('could not be handled'))).toEqual([]);
  });
});
