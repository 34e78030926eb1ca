import { afterEach, describe, expect, it } from 'vitest';
import type { DingtalkAccount } from '../../src/emulator/dingtalk/account.ts';
import type { EmulatedPerson } from '../../src/emulator/options.ts';
import { type Company, heardAt, openEvent, sealedSuccess, startCompany } from './dingtalk-company.ts';

const ZHAO: EmulatedPerson = {
  vendor: 'dingtalk',
  userId: 'zhao',
  name: '赵六',
  unit: '县教育局',
  post: '局长',
  roles: [],
  departments: ['县政府/教育局'],
  leads: ['县政府/教育局'],
  mobile: '13800000000',
  email: 'zhao@example.com',
};
const QIAN: EmulatedPerson = {
  vendor: 'dingtalk',
  userId: 'qian',
  name: '钱七',
  unit: '县委办',
  post: '干部',
  roles: [],
  departments: ['县委/县委办'],
  manager: 'zhao',
};

let company: Company | undefined;
afterEach(async () => {
  await company?.stop();
  company = undefined;
});

async function start(account: Partial<DingtalkAccount> = {}): Promise<Company> {
  company = await startCompany(account, {
    people: [ZHAO, QIAN, { ...QIAN, userId: 'user01' }, { ...QIAN, userId: 'user02' }],
  });
  return company;
}

async function departments(of: Company): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const walk = async (dept_id: number) => {
    const { result } = await of.dingtalk.oapi('/topapi/v2/department/listsub', { dept_id });
    for (const child of result as { dept_id: number; name: string }[]) {
      found.set(child.name, child.dept_id);
      await walk(child.dept_id);
    }
  };
  await walk(1);
  return found;
}

describe('contacts of DingTalk', () => {
  it('leave mobile and e-mail out without the permission for them', async () => {
    const poor = await start();
    const { result } = await poor.dingtalk.oapi('/topapi/v2/user/get', { userid: 'zhao' });
    expect(result).not.toHaveProperty('mobile');
    expect(result).not.toHaveProperty('email');
    await poor.stop();
    const rich = await start({ permissions: ['qyapi_get_member', 'fieldMobile', 'fieldEmail'] });
    expect(await rich.dingtalk.oapi('/topapi/v2/user/get', { userid: 'zhao' })).toMatchObject({
      result: { mobile: '13800000000', email: 'zhao@example.com' },
    });
    expect(await rich.dingtalk.oapi('/topapi/v2/user/getbymobile', { mobile: '13800000000' })).toMatchObject({
      result: { userid: 'zhao' },
    });
  });

  it('name leaders and superiors, and find a person by union id', async () => {
    const { dingtalk } = await start();
    const { result } = await dingtalk.oapi('/topapi/v2/user/get', { userid: 'zhao' });
    const zhao = result as { unionid: string; dept_id_list: number[] };
    expect(zhao).toMatchObject({ leader_in_dept: [{ dept_id: zhao.dept_id_list[0], leader: true }] });
    expect(await dingtalk.oapi('/topapi/v2/user/get', { userid: 'qian' })).toMatchObject({
      result: { manager_userid: 'zhao' },
    });
    expect(await dingtalk.oapi('/topapi/user/getbyunionid', { unionid: zhao.unionid })).toMatchObject({
      result: { contact_type: 0, userid: 'zhao' },
    });
    expect(await dingtalk.oapi('/topapi/v2/department/get', { dept_id: zhao.dept_id_list[0] })).toMatchObject({
      result: { name: '教育局', dept_manager_userid_list: ['zhao'], member_count: 1 },
    });
  });

  it('hide what lies outside the scope, with 50002 and 50004', async () => {
    const all = await departments(await start());
    await company?.stop();
    const { dingtalk } = await start({ visibleDepartments: ['县政府'] });
    const seen = await dingtalk.oapi('/topapi/v2/department/listsubid', { dept_id: 1 });
    expect(seen).toMatchObject({ result: { dept_id_list: [all.get('县政府')] } });
    expect(await dingtalk.oapi('/topapi/v2/user/get', { userid: 'zhao' })).toMatchObject({ errcode: 0 });
    expect(await dingtalk.oapi('/topapi/v2/user/get', { userid: 'qian' })).toMatchObject({ errcode: 50002 });
    const outside = { dept_id: all.get('县委办'), cursor: 0, size: 10 };
    expect(await dingtalk.oapi('/topapi/v2/user/list', outside)).toMatchObject({ errcode: 50004 });
    expect(await dingtalk.oapi('/topapi/v2/user/get', { userid: 'ghost' })).toMatchObject({ errcode: 60121 });
  });

  it('tell a change by user_modify_org with both sides, and any event that is asked for', async () => {
    const { emulator, bot } = await start();
    bot.answer = () => sealedSuccess();
    await emulator.join({ ...QIAN, name: '钱大' });
    emulator.dingtalk?.event('org_dept_modify', { deptId: [2] });
    await emulator.idle();
    const events = company === undefined ? [] : heardAt(company, 'events').map(openEvent);
    expect(events).toMatchObject([
      {
        EventType: 'user_modify_org',
        userId: ['qian'],
        diffInfo: { prev: { name: '钱七' }, curr: { name: '钱大' }, userid: 'qian' },
      },
      { EventType: 'org_dept_modify', deptId: [2] },
    ]);
  });
});

describe('the login of a page', () => {
  it('names the person once, within five minutes', async () => {
    const { emulator, dingtalk, clock } = await start();
    const login = async (code: string | undefined) => await dingtalk.oapi('/topapi/v2/user/getuserinfo', { code });
    const code = emulator.dingtalk?.authCode('zhao');
    expect(await login(code)).toMatchObject({ errcode: 0, result: { userid: 'zhao', name: '赵六', sys_level: 0 } });
    expect(await login(code)).toMatchObject({ errcode: 40078 });
    expect(await login('no')).toMatchObject({ errcode: 40078 });
    const late = emulator.dingtalk?.authCode('zhao');
    clock.advanceMs(5 * 60_000);
    expect(await login(late)).toMatchObject({ errcode: 40078 });
  });
});
