import { createHash } from 'node:crypto';
import type { Nonsense } from '../../chat/update.ts';

/**
 * A push that is surely DingTalk's and has no meaning: kept for the operator, since it would make no more sense when it came again.
 * @param content - as it came; the vendor's repeats of it are one
 */
export function nonsense(content: string | Buffer, why: string, atMs: number): Nonsense {
  const digest = createHash('sha256').update(content).digest('hex');
  const from = { platform: 'dingtalk', userId: '' } as const;
  return { kind: 'nonsense', id: `dingtalk:nonsense:${digest}`, from, at: atMs, why };
}
