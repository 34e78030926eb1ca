import { createHash } from 'node:crypto';
import type { Nonsense } from '../../chat/update.ts';
import type { Clock } from '../../clock.ts';

/** A callback that is not believed or cannot be read. `why` is one fixed word for the security log, never content. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

/** A well signed callback without a meaning; the vendor's repeats of it are one. */
export function nonsense(plain: string, why: string, clock: Clock): Nonsense {
  const digest = createHash('sha256').update(plain).digest('hex');
  return {
    kind: 'nonsense',
    id: `wecom:nonsense:${digest}`,
    from: { platform: 'wecom', userId: '' },
    at: clock.now().getTime(),
    why,
  };
}
