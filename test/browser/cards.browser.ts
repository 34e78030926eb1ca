import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PageWorld, PHONE } from './page-world.ts';

let world: PageWorld;
beforeAll(async () => {
  world = await PageWorld.start();
});
afterEach(async () => {
  expect(await world.tidy()).toEqual([]);
});
afterAll(() => world.close());

/** WeCom's button card (D90313, `button_interaction`). */
const callUp = (taskId: string) => ({
  card_type: 'button_interaction',
  task_id: taskId,
  main_title: { title: '点名调训：第3期中青班', desc: '经研究，点名请您参加。' },
  horizontal_content_list: [{ keyname: '地点', value: '县委党校一号教室' }],
  button_list: [
    { text: '确认参加', style: 1, key: 'call-up.answer?answer=confirm' },
    { text: '申请免训', style: 3, key: 'call-up.answer?answer=leave' },
  ],
});

/** WeCom's vote card (D90313, `vote_interaction`). */
const survey = (taskId: string) => ({
  card_type: 'vote_interaction',
  task_id: taskId,
  main_title: { title: '培训需求调查', desc: '可多选' },
  checkbox: {
    question_key: 'q1',
    mode: 1,
    option_list: ['专题讲授', '案例研讨', '现场教学'].map((text, index) => ({
      id: `o${index}`,
      text,
      is_checked: false,
    })),
  },
  submit_button: { text: '提交', key: 'survey.submit' },
});

const cardOf = (page: Page, title: string) => page.locator('.card', { hasText: title });

async function sendCard(userId: string, card: Record<string, unknown>): Promise<unknown> {
  return (await world.bot.wecom(userId, { msgtype: 'template_card', template_card: card })).response_code;
}

describe('a WeCom card that leads to a page', () => {
  it('opens it by its title, its link and its field, and loads nothing from the web', async () => {
    const url = 'https://example.cn/a';
    await sendCard('p20', {
      card_type: 'news_notice',
      main_title: { title: '学习资料' },
      card_image: { url: 'https://example.cn/p.png' },
      horizontal_content_list: [{ keyname: '链接', value: '原文', type: 1, url }],
      jump_list: [{ type: 1, title: '查看资料', url }],
      card_action: { type: 1, url },
    });
    const page = await world.open('#/wecom/p20', PHONE);
    const card = cardOf(page, '学习资料');
    for (const name of ['学习资料', '原文', '查看资料'])
      expect(await card.getByRole('link', { name }).getAttribute('href')).toBe(url);
    expect(await card.getByRole('link', { name: '图片' }).getAttribute('href')).toBe('https://example.cn/p.png');
    expect(await card.locator('img').count()).toBe(0);
  });
});

describe('a WeCom card with buttons', () => {
  it('is pressed once, however often one taps, and changes when the bot revises it', async () => {
    const code = await sendCard('p0', callUp('call-up-1'));
    const page = await world.open('#/wecom/p0');
    const card = cardOf(page, '点名调训');
    await card.getByText('县委党校一号教室').waitFor();
    await world.emulator.idle();
    const before = world.bot.heard.length;
    await card.getByRole('button', { name: '确认参加' }).dblclick();
    await expect.poll(() => world.bot.heard.length).toBeGreaterThan(before);
    await world.emulator.idle();
    expect(world.bot.heard.length - before).toBe(1);

    await world.bot.reviseWecom('p0', code, { ...callUp('ignored'), replace_text: '已确认参加' });
    await card.getByText('已确认参加').waitFor();
    expect(await card.getByRole('button').count()).toBe(0);
  });

  it('is pressed with the space bar, and the keyboard stays at the card when its buttons go', async () => {
    const code = await sendCard('p2', callUp('call-up-2'));
    const page = await world.open('#/wecom/p2');
    await cardOf(page, '点名调训').getByRole('button', { name: '申请免训' }).focus();
    await page.keyboard.press('Space');
    await world.emulator.idle();
    await world.bot.reviseWecom('p2', code, { ...callUp('ignored'), replace_text: '已申请免训' });
    await cardOf(page, '已申请免训').waitFor();
    await page.waitForFunction("document.activeElement.className === 'card'");
  });

  it('passes on why the client refuses a press', async () => {
    await sendCard('p4', survey('survey-0'));
    const page = await world.open('#/wecom/p4');
    await cardOf(page, '培训需求调查').getByRole('button', { name: '提交' }).click();
    await page.getByRole('alert').filter({ hasText: '请先选择，再提交。' }).waitFor();
  });
});

describe('a WeCom card with a form', () => {
  it('carries what was ticked with the keyboard, and shows it greyed afterwards', async () => {
    const code = await sendCard('p6', survey('survey-1'));
    const page = await world.open('#/wecom/p6');
    const card = cardOf(page, '培训需求调查');
    await card.getByLabel('专题讲授').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const checked = () => {
      const body = world.emulator.conversation('wecom', 'p6').at(-1)?.body;
      const options = body?.kind === 'card' ? body.choice?.options : undefined;
      return options?.filter((option) => option.checked).map((option) => option.label);
    };
    await expect.poll(checked).toEqual(['专题讲授', '现场教学']);

    const answered = { ...survey('ignored'), replace_text: '已提交' };
    answered.checkbox.option_list = answered.checkbox.option_list.map((option, index) => ({
      ...option,
      is_checked: index !== 1,
    }));
    await world.bot.reviseWecom('p6', code, answered);
    await card.getByText('已提交').waitFor();
    expect(await card.getByLabel('现场教学').isChecked()).toBe(true);
    expect(await card.getByLabel('现场教学').isDisabled()).toBe(true);
  });

  it('keeps what is ticked while other messages come in', async () => {
    await sendCard('p10', survey('survey-2'));
    const page = await world.open('#/wecom/p10');
    await cardOf(page, '培训需求调查').getByLabel('案例研讨').check();
    await world.bot.wecom('p10', { msgtype: 'text', text: { content: '另一条通知' } });
    await page.locator('.bubble', { hasText: '另一条通知' }).waitFor();
    expect(await cardOf(page, '培训需求调查').getByLabel('案例研讨').isChecked()).toBe(true);
  });

  it('with several selectors sends every answer', async () => {
    const options = ['上午', '下午'].map((text, index) => ({ id: `h${index}`, text }));
    await sendCard('p8', {
      card_type: 'multiple_interaction',
      task_id: 'leave-1',
      main_title: { title: '请假登记' },
      select_list: ['起', '止'].map((title) => ({
        question_key: title,
        title,
        selected_id: 'h0',
        option_list: options,
      })),
      submit_button: { text: '提交', key: 'leave.submit' },
    });
    const page = await world.open('#/wecom/p8');
    const card = cardOf(page, '请假登记');
    await card.getByLabel('止').selectOption('下午');
    await card.getByRole('button', { name: '提交' }).click();
    const picked = () => {
      const body = world.emulator.conversation('wecom', 'p8').at(-1)?.body;
      const selectors = body?.kind === 'card' ? body.selectors : undefined;
      return selectors?.map((selector) => selector.options.find((option) => option.checked)?.label);
    };
    await expect.poll(picked).toEqual(['上午', '下午']);
  });
});

describe('a DingTalk card', () => {
  const variables = {
    title: '选班长',
    text: '请选一位，**只能选一位**。',
    mode: 'single',
    maxChoices: '1',
    options: JSON.stringify([
      { value: 'a', label: '王某' },
      { value: 'b', label: '刘某' },
    ]),
    buttons: JSON.stringify([{ key: 'election.vote', label: '投票', style: 'primary' }]),
    status: '',
  };

  it('draws Markdown and sends the one option chosen', async () => {
    const settled = {
      userPrivateData: { cardParamMap: { status: '已投票' } },
      cardUpdateOptions: { updatePrivateDataByKey: true },
    };
    world.bot.answers.set('/dingtalk/card', [{ status: 200, body: JSON.stringify(settled) }]);
    await world.bot.dingtalkCard('p1', 'election-1', variables);
    const page = await world.open('#/dingtalk/p1');
    const card = cardOf(page, '选班长');
    await card.locator('strong', { hasText: '只能选一位' }).waitFor();
    await card.getByLabel('王某').check();
    await card.getByLabel('刘某').check();
    expect(await card.getByLabel('王某').isChecked()).toBe(false);
    await card.getByRole('button', { name: '投票' }).click();
    await card.getByText('已投票').waitFor();
    expect(await card.getByRole('radio').count()).toBe(0);
    const press = world.bot.heard.find(({ path }) => path === '/dingtalk/card');
    expect(press?.body).toContain('election.vote');
    expect(press?.body.replaceAll('\\', '')).toContain('["b"]');
  });
});
