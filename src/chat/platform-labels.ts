import type { PlatformName } from './update.ts';

/** The platforms' Chinese names. */
export const platformLabels: Readonly<Record<PlatformName, string>> = { wecom: '企业微信', dingtalk: '钉钉' };
