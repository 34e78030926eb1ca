import type { PlatformName } from './update.ts';

/** Which platform can do what only one of them offers, so that handlers name the capability and not the vendor. */
export const CAPABILITIES = {
  /** Lets an app make groups (`ChatPlatform.createGroup`). */
  groupsByApp: 'wecom',
  /** Can write to groups that people made, at the address of a robot in them. */
  groupRobots: 'wecom',
  /** Takes files of any kind, so also calendars. */
  anyFiles: 'wecom',
  /** Calls and messages count towards a monthly allowance of the company. */
  monthlyAllowance: 'dingtalk',
} as const satisfies Record<string, PlatformName>;
