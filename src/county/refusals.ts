import type { Refusals } from '../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const countyRefusals: Refusals = {
  'policy.denied': ({ who }) =>
    `您没有办理这一事项的权限。${who ? `这一事项由${who}办理。` : '如有需要，请联系县委组织部干部教育科。'}`,
  'policy.not-yours': () => '这一事项不在您负责的班级或单位范围内，不能办理。',
  'policy.other-team': ({ classId, members }) =>
    `班次 ${classId} 已指定考评工作小组（${members}），这一事项由小组成员办理。`,
  'record.unknown': ({ what, number }) => `没有编号为“${number}”的${what}，请核对编号。`,
  'policy.own-record': ({ who }) => `这一事项与您本人有关，按照回避要求，请由${who}的其他同志办理。`,
  'policy.two-persons': () => '按照规定，提出人不能自己确认，请由另一位负责同志确认。',
  'roster.gone': () => '这份名册已不再保存，未作任何改动。请重新发送文件。',
  'roster.changed': () => '信息库在核对期间已有变化，未导入。请重新发送文件，再次核对。',
  'unit.unknown': ({ name }) => `没有“${name}”这个单位，请写单位全称。`,
  'import.units-first': () => '信息库中还没有单位，请先导入单位名册，再导入干部名册。未作任何改动。',
  'import.people-first': () => '信息库中还没有人员，请先导入单位名册和干部名册，再导入通讯录。未作任何改动。',
  'edit.unknown-item': ({ item, items }) => `没有“${item}”这一项。可以写：${items}。`,
  'edit.bad-value': ({ item, why }) => `“${item}”的内容不对：${why}。未作任何改动。`,
  'edit.nothing': ({ item }) => `“${item}”与信息库一致，无需更改。`,
  'edit.changed-meanwhile': ({ who, changes }) =>
    `您核对期间，${who}的信息已有更改，您的这一步没有生效：\n${changes}\n如仍需更改，请重新发送。`,
  'stand-in.self': () => '代办人不能是您本人，请写另一位同志。',
  'stand-in.past': () => '代办的结束日期早于开始日期或今天，请核对日期。',
  'stand-in.too-long': ({ mostDays }) => `代办一次不超过 ${mostDays} 天，到期可以再次委托。`,
  'stand-in.stranger': () => '代办人应是本单位或下属单位的同志，请核对姓名。',
  'stand-in.away': () => '这位同志这几天也委托了别人代办，请另选一位。',
  'stand-in.gone': () => '没有这项代办，可能已经结束。',
  'policy.principal': ({ who }) => `这一事项与您所代办的同志本人有关，按照回避要求，请由${who}的其他同志办理。`,
  'role.held': ({ name, role }) => `${name}已是“${role}”，无需再授予。`,
  'role.not-held': ({ name, role }) => `${name}没有被授予“${role}”，无需收回。`,
  'role.last-admin': ({ name }) => `收回后将没有系统管理员，${name}的角色保持不变。`,
  'role.by-configuration': ({ name }) =>
    `${name}是配置文件指定的系统管理员，不能在这里收回；请由运维人员修改配置项 BOOTSTRAP_ADMINS 后重启。`,
  'person.unknown': ({ name }) => `信息库中没有“${name}”。请核对姓名，或改用人员编号。`,
  'person.ambiguous': ({ name, choices }) => `叫“${name}”的不止一位，请改用人员编号：\n${choices}`,
};
