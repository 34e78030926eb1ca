import type { PlatformName } from '../chat/update.ts';
import { platformLabels } from './platforms.ts';

/** One person's account on a platform. */
export interface Account {
  name: string;
  unit: string;
  userId: string;
}

const mostNames = 30;

export const contactWords = {
  report: (platform: PlatformName, gone: readonly Account[], back: readonly Account[], isDoubtful: boolean) =>
    [
      `【通讯录核对】${platformLabels[platform]}`,
      ...(gone.length > 0 ? [`已离开或不在应用可见范围 ${gone.length} 人：${people(gone)}`] : []),
      ...(isDoubtful
        ? ['人数过半，可能是应用可见范围或权限被修改，未作标记，请核对管理后台。']
        : gone.length > 0
          ? ['此后的消息改由其另一平台账号接收；没有其他账号的，请核对人员信息。']
          : []),
      ...(back.length > 0 ? [`已恢复 ${back.length} 人：${people(back)}`] : []),
    ].join('\n'),
  note: (platform: PlatformName, gone: number, back: number) =>
    `通讯录核对：${platformLabels[platform]}离开 ${gone} 人，恢复 ${back} 人`,
} as const;

function people(accounts: readonly Account[]): string {
  const names = accounts.slice(0, mostNames).map(({ name, unit }) => `${name}（${unit}）`);
  return `${names.join('、')}${accounts.length > mostNames ? '等' : ''}`;
}
