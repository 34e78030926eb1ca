import type { PlatformName } from './update.ts';

/** What people call the platforms. */
export const platformLabels: Readonly<Record<PlatformName, string>> = { wecom: '企业微信', dingtalk: '钉钉' };
