/** The faults one can ask for, and what they are called. */
import { VENDOR_LABEL } from './people.js';

/** @typedef {import('../view.ts').FaultRequest} FaultRequest */

/** @type {Readonly<Record<FaultRequest['where'], string>>} */
export const WHERE_LABEL = { api: '机器人调用平台接口时', callback: '平台通知机器人时' };

/** @typedef {{ fault: FaultRequest['fault'], where: readonly FaultRequest['where'][], vendor?: FaultRequest['vendor'], label: string }} Kind */

/** `vendor`: where only one of them knows it. @type {readonly Kind[]} */
const FAULTS = [
  { fault: 'slow', where: ['api', 'callback'], label: '变慢' },
  { fault: 'drop', where: ['api', 'callback'], label: '悄悄丢失' },
  { fault: 'duplicate', where: ['api', 'callback'], label: '重复送达' },
  { fault: 'reorder', where: ['api', 'callback'], label: '次序颠倒' },
  { fault: 'accept-then-hang', where: ['api', 'callback'], label: '已收下，但没有回答' },
  { fault: 'reset', where: ['api', 'callback'], label: '连接被切断' },
  { fault: 'server-error', where: ['api', 'callback'], label: '回答成了服务器错误' },
  { fault: 'rate-limit', where: ['api'], label: '超过频率限制' },
  { fault: 'expire-token', where: ['api'], label: '访问凭证过期' },
  { fault: 'partial-accept', where: ['api'], label: '群发时只送达一部分人' },
  { fault: 'refuse', where: ['api'], label: '用指定的错误码拒绝' },
  { fault: 'accept-then-reset', where: ['api'], label: '已收下，但连接被切断' },
  { fault: 'unavailable', where: ['api'], label: '网关说服务不可用，没有收下' },
  { fault: 'gateway-timeout', where: ['api'], label: '网关说超时，其实已收下' },
  { fault: 'ip-ban', where: ['api'], vendor: 'dingtalk', label: '机器人的地址被封禁' },
  { fault: 'bad-sign', where: ['callback'], vendor: 'dingtalk', label: '签名不对' },
  { fault: 'stale-timestamp', where: ['callback'], vendor: 'dingtalk', label: '签名是两小时前的' },
  { fault: 'rewritten-envelope', where: ['callback'], vendor: 'wecom', label: '报文被中转改写了格式' },
];

/** What can be asked for there. @param {FaultRequest} request */
export const possibleFor = (request) =>
  FAULTS.filter(({ where, vendor }) => where.includes(request.where) && (vendor ?? request.vendor) === request.vendor);

/** @param {FaultRequest} request @returns {string} */
export function describeFault({ vendor, where, fault, times, path, code }) {
  const label = FAULTS.find((one) => one.fault === fault)?.label ?? fault;
  const only = path === undefined ? '' : `（只限 ${path}）`;
  const which = code === undefined ? '' : `（${code}）`;
  return `${VENDOR_LABEL[vendor]}，${WHERE_LABEL[where]}${only}：${label}${which}，还有 ${times} 次`;
}
