import { z } from 'zod';
import { PlatformError, TransportError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { type Answer, unreadable } from '../shared/exchange.ts';
import { dingtalkRefusals, refusalOf } from './refusals.ts';

/**
 * The JSON of an answer of the new API, which says no by HTTP status and `code` (docs/vendors/dingtalk.md, Answers).
 * @throws PlatformError, TransportError
 */
export function newAnswer(name: string, answer: Answer, log: Pick<Log, 'warn'>): Record<string, unknown> {
  const { status, json } = answer;
  if (json === undefined) throw unreadable(name, answer);
  if (status >= 200 && status < 300) {
    const code = json.status === 1111 ? '1111' : codeOf(json.errcode ?? 0);
    if (code === undefined) throw unreadable(name, answer);
    if (code !== '0') throw failure(name, status, code, log);
    return json;
  }
  const code = codeOf(json.code ?? json.Code ?? json.status);
  if (code === undefined) throw unreadable(name, answer);
  const detail = z.object({ requiredScopes: z.array(z.string().max(100)) }).safeParse(json.accessdenieddetail);
  if (detail.success) {
    const { requiredScopes } = detail.data;
    log.warn({ call: name, code, requiredScopes }, 'DingTalk has not granted this permission');
  }
  throw failure(name, status, code, log);
}

/**
 * The JSON of an answer of the old API, which always answers 200: `errcode` decides, and behind 88 the `sub_code`.
 * @throws PlatformError, TransportError
 */
export function oldAnswer(name: string, answer: Answer, log: Pick<Log, 'warn'>): Record<string, unknown> {
  const { status, json } = answer;
  if (json?.status === 1111) throw failure(name, status, '1111', log);
  const errcode = codeOf(json?.errcode);
  if (json === undefined || errcode === undefined || status < 200 || status >= 300) throw unreadable(name, answer);
  if (errcode === '0') return json;
  const subCode = codeOf(json.sub_code);
  throw failure(name, status, errcode === '88' && subCode !== undefined ? subCode : errcode, log);
}

/** A code nobody listed is no final no: the message waits, and the log says so. */
function failure(name: string, status: number, code: string, log: Pick<Log, 'warn'>): PlatformError | TransportError {
  const known = refusalOf(status, code);
  if (known === undefined || !dingtalkRefusals.has(code))
    log.warn({ call: name, status, code }, 'DingTalk refused with a code nobody listed');
  const { retry, fault } = known ?? { retry: 'later', fault: 'message' };
  return retry === 'unsure'
    ? new TransportError(name, 'unknown', code)
    : new PlatformError(name, code, retry, { fault });
}

/** A vendor's code as a word that can be shown, or `undefined` for anything else. */
function codeOf(value: unknown): string | undefined {
  const code = typeof value === 'number' ? String(value) : value;
  return typeof code === 'string' && /^[\w.-]{1,100}$/.test(code) ? code : undefined;
}

/** An answer that says yes in a form nobody can read leaves the outcome unknown. */
export function shaped<T>(name: string, schema: z.ZodType<T>, json: Record<string, unknown>): T {
  const read = schema.safeParse(json);
  if (!read.success) throw new TransportError(name, 'unknown', 'unreadable-answer');
  return read.data;
}
