import { isSameWord, typedWord } from '../chat/plain-text.ts';

/** A person's roles in the bot. They are looked up at the moment of each act. */
export const ROLES = [
  'systemAdmin',
  'orgDept',
  'orgDeptLeader',
  'partySchool',
  'evaluationTeam',
  'inspector',
  'classTeacher',
  'unitHead',
  'unitLiaison',
  'cadre',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that system admins grant and revoke. Class teachers follow from the classes, heads and liaisons from the units. */
export const GRANTED_ROLES = [
  'systemAdmin',
  'orgDept',
  'orgDeptLeader',
  'partySchool',
  'evaluationTeam',
  'inspector',
] as const satisfies readonly Role[];
export type GrantedRole = (typeof GRANTED_ROLES)[number];

const LABELS: Readonly<Record<Role, string>> = {
  systemAdmin: '系统管理员',
  orgDept: '县委组织部',
  orgDeptLeader: '县委组织部领导',
  partySchool: '县委党校',
  evaluationTeam: '考评工作小组',
  inspector: '督查员',
  classTeacher: '班主任',
  unitHead: '单位主要负责人',
  unitLiaison: '单位联络员',
  cadre: '干部',
};

/** The role's official Chinese name. */
export function roleLabel(role: Role): string {
  return LABELS[role];
}

/** The role of a stored text or a Chinese label; absent when there is none. */
export function readRole(text: string): Role | undefined {
  return ROLES.find((role) => role === text || LABELS[role] === text);
}

/** The role of a stored id, an official name, or a part that only one of the names has, or that only one of them ends with. */
export function readGrantedRole(typed: string): GrantedRole | undefined {
  const word = typedWord(typed);
  const exact = ROLES.find((role) => isSameWord(role, word)) ?? readRole(word);
  const meant = GRANTED_ROLES.filter((role) => (exact === undefined ? roleLabel(role).includes(word) : role === exact));
  const ending = meant.filter((role) => roleLabel(role).endsWith(word));
  return (meant.length === 1 ? meant : ending.length === 1 ? ending : [])[0];
}
