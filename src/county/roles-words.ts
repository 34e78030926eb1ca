import { formatMoment } from '../calendar/beijing-time.ts';
import type { Card } from '../chat/message.ts';
import type { CadreRow } from './cadres.ts';
import { dropRoleChange, grantRole, takeRole } from './presses.ts';
import type { RoleChangeRow } from './role-changes.ts';
import { type GrantedRole, type Role, roleLabel } from './roles.ts';

type Change = RoleChangeRow['change'];

const may: Readonly<Record<GrantedRole, string>> = {
  systemAdmin: '授予和收回角色，查看未送达消息和用量；不能查看调查、考勤和成绩。',
  orgDept: '发放需求调查，点名调训，公布成绩，查看全部班次。',
  orgDeptLeader: '查看和复核储备库。',
  partySchool: '办班、排课、考勤、准假、记分，查看全部班次。',
  evaluationTeam: '记分，确认加分，测算和确认等次，查看全部班次得分；已另行指定考评小组的班次，由小组成员办理。',
  inspector: '登记全部班次的纪律情况。',
};

export const roleWords = {
  list: (
    holders: readonly { role: GrantedRole; people: readonly string[] }[],
    configured: readonly string[],
    changes: readonly RoleChangeRow[],
    nameOf: (cadreId: string) => string,
  ) =>
    [
      '现有授权：',
      ...holders.map(({ role, people }) => `${roleLabel(role)}：${people.length === 0 ? '无' : people.join('、')}`),
      ...(configured.length === 0 ? [] : [`配置文件指定的系统管理员：${configured.join('、')}`]),
      '班主任、单位主要负责人和联络员随班次和单位名册确定，无需授权。',
      ...(changes.length === 0 ? [] : ['', '最近的授权记录：']),
      ...changes.map(
        ({ at, by, cadreId, role, change }) =>
          `${formatMoment(at)}　${nameOf(by)}${act(change, nameOf(cadreId), role)}`,
      ),
      '',
      '授予：/授权 <姓名> <角色>　收回：/收回授权 <姓名> <角色>',
    ].join('\n'),

  preview: (id: string, person: CadreRow, unit: string, role: GrantedRole, change: Change): Card => ({
    kind: 'card',
    id: `role:${id}`,
    title: change === 'granted' ? '授予角色' : '收回角色',
    lines: [`将${act(change, person.name, role)}，并告知本人和其他系统管理员。`, `这一角色可以：${may[role]}`],
    fields: [
      { label: '单位', value: unit },
      { label: '职务', value: person.post },
      { label: '编号', value: person._id },
    ],
    buttons: [
      {
        label: change === 'granted' ? '确认授予' : '确认收回',
        style: change === 'granted' ? 'primary' : 'danger',
        press: (change === 'granted' ? grantRole : takeRole).with({ cadreId: person._id, role }),
      },
      { label: '取消', press: dropRoleChange.with({}) },
    ],
  }),
  dropped: '已取消，角色不变',
  made: (name: string, role: GrantedRole, change: Change) => `已${act(change, name, role)}`,
  toPerson: (by: string, role: GrantedRole, change: Change) =>
    change === 'granted'
      ? `【授权告知】${by}已${act(change, '您', role)}。可以：${may[role]}回复“帮助”查看用法。`
      : `【授权告知】${by}已${act(change, '您', role)}。如有疑问，请联系县委组织部干部教育科。`,
  toAdmins: (by: string, name: string, role: GrantedRole, change: Change) =>
    `【授权告知】${by}已${act(change, name, role)}。如非组织安排，请及时用“/授权”核对。`,
} as const;

function act(change: Change, name: string, role: Role): string {
  const label = `“${roleLabel(role)}”角色`;
  return change === 'granted' ? `授予${name}${label}` : `收回${name}的${label}`;
}
