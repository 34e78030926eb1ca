import type { PlatformName } from './update.ts';

/** What only one of the platforms offers by its nature: handlers name the capability, not the vendor. */
export const CAPABILITIES = {
  /** Lets an app make groups (`ChatPlatform.createGroup`). */
  groupsByApp: 'wecom',
  /** Groups that people made are written to by the address of a robot in them. */
  groupRobots: 'wecom',
  /** Calls and messages count against an allowance of the company for a month. */
  monthlyAllowance: 'dingtalk',
} as const satisfies Record<string, PlatformName>;
