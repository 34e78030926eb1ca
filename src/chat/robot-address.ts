import { createHash } from 'node:crypto';

// The address of a group robot on the one platform that has such robots (`groupRobots` of capabilities.ts): WeCom, D99110.
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

/** `robot:5f3a…`: a digest of the address, from which it cannot be recovered; such a name is returned as it is. */
export function robotName(typed: string): string {
  const key = readRobotKey(typed);
  if (key === undefined && /^robot:[0-9a-f]{16}$/.test(typed)) return typed;
  return `robot:${createHash('sha256')
    .update(key ?? typed)
    .digest('hex')
    .slice(0, 16)}`;
}
