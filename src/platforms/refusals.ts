import { dingtalkRefusals } from './dingtalk/refusals.ts';
import type { Refusal } from './shared/refusal-table.ts';
import { wecomRefusals } from './wecom/refusals.ts';

/** What a code means that stands beside a refused message; a code both vendors have means the same for people. */
export function refusalByCode(code: string): Refusal | undefined {
  return wecomRefusals.get(code) ?? dingtalkRefusals.get(code);
}
