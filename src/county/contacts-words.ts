import { platformLabels } from '../chat/platform-labels.ts';
import type { PlatformName } from '../chat/update.ts';

/** One person's account on a platform. */
export interface Account {
  name: string;
  unit: string;
  userId: string;
}

const mostNames = 30;

export const contactWords = {
  about: (platform: PlatformName) => `每晚核对${platformLabels[platform]}通讯录，标记已离开或不可见的账号`,
  doubtful: (platform: PlatformName, gone: readonly Account[]) =>
    [
      title(platform),
      missing(gone),
      '人数过半，可能是应用可见范围或权限被修改，未作标记，请核对管理后台。情况未变的，一周后再次提醒。',
    ].join('\n'),
  failed: (platform: PlatformName) =>
    [
      title(platform),
      '多次尝试后仍未能完成，原有标记不变，系统每晚再试。请检查应用的通讯录权限和网络；情况未变的，一周后再次提醒。',
    ].join('\n'),
  failedNote: (platform: PlatformName) => `通讯录核对未完成：${platformLabels[platform]}`,
  renameConflict: (platform: PlatformName, name: string, userId: string, holder: string) =>
    `${name}的${platformLabels[platform]}账号已变更为“${userId}”，但该账号已登记在${holder}名下，未作变更，请核对两人的人员信息。`,
  note: (platform: PlatformName, gone: number, back: number) =>
    `通讯录核对：${platformLabels[platform]}离开 ${gone} 人，恢复 ${back} 人`,
} as const;

function title(platform: PlatformName): string {
  return `【通讯录核对】${platformLabels[platform]}`;
}

function missing(accounts: readonly Account[]): string {
  return `已离开或不在应用可见范围 ${accounts.length} 人：${people(accounts)}`;
}

function people(accounts: readonly Account[]): string {
  const names = accounts.slice(0, mostNames).map(({ name, unit }) => `${name}（${unit}）`);
  return `${names.join('、')}${accounts.length > mostNames ? '等' : ''}`;
}
