import { createHash } from 'node:crypto';
import type { PlatformName, SetAside } from '../../chat/update.ts';

/**
 * A push that is surely the vendor's and has no meaning, for the operator: it would have no more meaning when it came again.
 * @param content - as it came; the vendor's repeats of it are one
 */
export function unreadableUpdate(
  platform: PlatformName,
  content: string | Buffer,
  why: string,
  atMs: number,
): SetAside {
  const digest = createHash('sha256').update(content).digest('hex');
  return { kind: 'set-aside', id: `${platform}:unreadable:${digest}`, from: { platform, userId: '' }, at: atMs, why };
}
