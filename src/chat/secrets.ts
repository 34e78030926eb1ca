import { visible } from './plain-text.ts';
import { readRobotKey, robotName } from './robot-address.ts';

/** What replaces a secret. */
const hiddenSecret = '（已隐去）';

const inValue = String.raw`A-Za-z0-9_\-+/=%.~`;
const fewestInValue = 8;
const value = `[${inValue}]{${fewestInValue},}`;
const sign = String.raw`["']?\s*(?:[=:]|%3d|是|为)\s*["']?`;
/** Parameter names that mean a credential wherever they occur. */
const always = `access_?token|(?:corp|app|client|agent|suite)?_?secret|encoding_?aes_?key|密钥|秘钥`;
const namedAlways = new RegExp(`(?<![a-z])((?:${always})${sign})(${value})`, 'gi');
/** Names that mean a credential in a vendor's address and in plain text, but may mean anything in another site's address. */
const named = new RegExp(`(?<![a-z])((?:${always}|token|key|sign)${sign})(${value})`, 'gi');
/** A robot's key (a UUID), DingTalk's signing secret, or any unbroken run of 32 or more letters and digits, as app secrets are. */
const bare =
  /(?<![0-9a-z_-])(?:[0-9a-z]{8}-(?:[0-9a-z]{4}-){3}[0-9a-z]{12}|(?=[a-z_-]*\d)(?=[\d_-]*[a-z])[0-9a-z_-]{32,})(?![0-9a-z_-])/gi;

const address = /https?:\/\/[^\s，。；、”》]+/gi;
const vendors = /qyapi\.weixin\.qq\.com|dingtalk\.com|webhook\/send|robot\/send/i;

/**
 * What somebody typed without secrets: keys of group robots, tokens, app secrets. Addresses of other sites keep their parameters, except
 * those named like credentials. Full-width and invisible characters do not hide a secret.
 */
function withoutSecrets(typed: string): string {
  const readable = visible(typed).normalize('NFKC');
  const cleaned = clean(readable);
  return cleaned === readable ? typed : cleaned;
}

function clean(text: string): string {
  let cleaned = '';
  let from = 0;
  for (const match of text.matchAll(address)) {
    cleaned += cleanWords(text.slice(from, match.index));
    const [found] = match;
    cleaned += vendors.test(found) ? cleanWords(found) : found.replace(namedAlways, `$1${hiddenSecret}`);
    from = match.index + found.length;
  }
  return cleaned + cleanWords(text.slice(from));
}

function cleanWords(words: string): string {
  return words.replace(named, `$1${hiddenSecret}`).replace(bare, hiddenSecret);
}

/**
 * Whether a text may hold a secret at all, in whatever form: it has a run as long as the shortest one, or signs whose plain form is another.
 * Most of what people write is Chinese words, and to look for secrets in them costs as much as to check who wrote them.
 */
const mayHoldSecret = new RegExp(
  String.raw`[${inValue}]{${fewestInValue}}|[^\n\x20-\x7e\u4e00-\u9fff、。《》【】“”‘’—，！？：；（）]`,
);

/** `/班级群 2026-01 <address>`: the only place where a robot's address is expected. */
const binding = /^(\s*[/／]\s*(?:班级群|class-group)[\s\u3000]+\S+[\s\u3000]+)(\S+)\s*$/i;

/** A typed text as it may be stored, and the robot's address that this command contained, needed until the text is handled. */
export function splitSecrets(typed: string): { text: string; address?: string } {
  if (!mayHoldSecret.test(typed)) return { text: typed };
  const [, before = '', last = ''] = typed.includes('\n') ? [] : (binding.exec(typed) ?? []);
  if (readRobotKey(last) === undefined || before.includes('://')) return { text: withoutSecrets(typed) };
  return { text: `${before}${robotName(last)}`, address: last };
}

/** Undoes `splitSecrets`. */
export function joinSecrets(text: string, address: string): string {
  return text.replace(robotName(address), address);
}
