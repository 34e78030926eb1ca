import { createHash } from 'node:crypto';

// What the address of a group robot looks like on the one platform that has such robots (`groupRobots` of capabilities.ts): WeCom, D99110.
const vendorHost = 'qyapi.weixin.qq.com';
const vendorPath = '/cgi-bin/webhook/send';
const keyShape = /^[0-9A-Za-z_-]{8,128}$/;

/** The key in a robot's address as its owner copies it; absent for any other text. */
export function readRobotKey(typed: string): string | undefined {
  if (!URL.canParse(typed)) return undefined;
  const { protocol, host, username, password, pathname, searchParams, hash } = new URL(typed);
  const isVendors = protocol === 'https:' && host === vendorHost && pathname === vendorPath;
  if (!isVendors || username !== '' || password !== '' || hash !== '') return undefined;
  const [[name, key = ''] = ['', ''], ...more] = [...searchParams];
  return name === 'key' && more.length === 0 && keyShape.test(key) ? key : undefined;
}

/** `robot:5f3a…`: follows from the address and does not lead back to it; of such a name it is the name. */
export function robotName(typed: string): string {
  const key = readRobotKey(typed);
  if (key === undefined && /^robot:[0-9a-f]{16}$/.test(typed)) return typed;
  return `robot:${createHash('sha256')
    .update(key ?? typed)
    .digest('hex')
    .slice(0, 16)}`;
}
