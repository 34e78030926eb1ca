import { isIP } from 'node:net';
import { z } from 'zod';
import { unsafeDataDir } from './data-dir.ts';

/** The kinds of values that settings have. Each takes a value as it was written or refuses it, with what it should be, in Chinese. */

const leastSecretChars = 16;
/** Fewer different characters are one key pressed again and again. */
const leastDifferentChars = 6;
const loopback = /^https?:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?(\/|$)/;
/** Databases of the server itself. */
const serverDatabases: ReadonlySet<string> = new Set(['admin', 'local', 'config']);

/** Whether an address leads to this machine alone. */
export function isLoopback(address: string): boolean {
  return loopback.test(address);
}

/** What is wrong with any value that begins or ends so, e.g. one that a program took out of a file with its quotes. */
export function wrappingFault(value: string): string | undefined {
  if (value !== value.trim()) return '首尾不能有空格';
  return /^(["'`]).*\1$/s.test(value) || /^[“‘].*[”’]$/s.test(value) ? '不要加引号' : undefined;
}

/** A whole number in decimal digits, nothing else. */
function wholeNumber(fault: string) {
  return z.string().regex(/^(0|[1-9]\d{0,8})$/, fault);
}

export function port(standard: number) {
  return wholeNumber('应为 0 到 65535 的十进制整数')
    .transform(Number)
    .pipe(z.number().max(65_535, '应在 0 到 65535 之间'))
    .default(standard);
}

/** @param most - what the vendor allows */
export function count(standard: number, most = 100_000_000) {
  return wholeNumber('应为十进制整数')
    .transform(Number)
    .pipe(z.number().min(1, '应为 1 以上的整数').max(most, `不能超过 ${most}（平台的上限）`))
    .default(standard);
}

/** A key of our own in hex, `openssl rand -hex 32`. */
export function hexKey() {
  return z
    .string()
    .regex(/^[0-9a-f]{64}$/, '应为 64 位小写十六进制（openssl rand -hex 32）')
    .refine((value) => new Set(value).size >= leastDifferentChars, { error: '过于简单，请随机生成' });
}

export function host() {
  return z
    .string()
    .refine((value) => isIP(value) !== 0 || /^(?=.*[A-Za-z])[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?$/.test(value), {
      error: '应为 IP 地址或主机名，不带端口',
    });
}

export function url() {
  return z
    .string()
    .regex(/^https?:\/\/[^\s/@?#\\]+(\/[^\s?#\\]*)?$/, '应为 http 或 https 地址')
    .refine(URL.canParse, { error: '应为 http 或 https 地址', abort: true })
    .transform((value) => value.replace(/\/+$/, ''));
}

/** An address to which secrets go: in the clear only within this machine. */
export function vendorUrl() {
  return url().refine((value) => value.startsWith('https:') || isLoopback(value), {
    error: '应以 https:// 开头：应用密钥会发往这个地址（http 只能用于本机）',
  });
}

export function mongodbUri() {
  return z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, { error: '应以 mongodb:// 或 mongodb+srv:// 开头', abort: true })
    .refine((value) => namesDatabase(value), {
      error: '应写明数据库名（不能是 admin、local、config），例如 mongodb://db1,db2/xuece?replicaSet=rs0',
    });
}

function namesDatabase(uri: string): boolean {
  const [, name = ''] = /^mongodb(?:\+srv)?:\/\/[^/?\s]+\/([^/\\. "$*<>:|?]{1,63})(\?\S*)?$/.exec(uri) ?? [];
  return name !== '' && !serverDatabases.has(name.toLowerCase());
}

export function dataDir() {
  return z.string().superRefine((value, ctx) => {
    const fault = unsafeDataDir(value);
    if (fault !== undefined) ctx.addIssue({ code: 'custom', message: fault });
  });
}

export function word() {
  return z.string().regex(/^[\x21-\x7e]+$/, '不能有空格或中文');
}

/** A few words of any language, on one line. */
export function shortText() {
  return z.string().regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,60}$/u, '应为 60 个字以内的一行文字');
}

/** What a vendor gave out as a secret: of any length and with any character that can be typed. */
export function vendorSecret() {
  return z.string().regex(/^[\x20-\x7e]+$/, '不能有中文或不可见的字符');
}

/** A secret that the operator makes up. */
export function ownSecret() {
  return word()
    .min(leastSecretChars, `不足 ${leastSecretChars} 位，容易被冒充，请换成自拟的较长随机字母数字`)
    .refine((value) => new Set(value).size >= leastDifferentChars, {
      error: '字符过于单一，容易被冒充，请换成自拟的较长随机字母数字',
    });
}

export function wecomToken() {
  return z.string().regex(/^[0-9A-Za-z]{1,32}$/, '应为 1 至 32 位字母或数字');
}

export function aesKey() {
  return z.string().regex(/^[0-9A-Za-z]{43}$/, '应为 43 位字母或数字');
}

export function digits(most: number) {
  return z.string().regex(new RegExp(`^\\d{1,${most}}$`), '应全部为数字');
}

export function oneOf<const Values extends readonly [string, ...string[]]>(...values: Values) {
  const last = values.at(-1) ?? '';
  const others = values.slice(0, -1).join('、');
  return z.enum(values, { error: `应为 ${others === '' ? last : `${others} 或 ${last}`}` });
}
