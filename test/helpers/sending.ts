import { readConfig } from '../../src/start/config.ts';

const { sending } = readConfig({});

/** What the bot sends by, as shipped. */
export const quietHours = sending.quiet;
export const wecomLimits = sending.limits.wecom;
export const dingtalkLimits = sending.limits.dingtalk;
