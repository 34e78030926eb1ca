import type { Log } from '../../log.ts';

/** Somebody who makes up kinds without end must not fill the log, nor our memory. */
const MAX_KINDS = 100;

/** Writes each kind of thing to the log the first time it comes, and never again in this process. */
export function createSayOnce(log: Pick<Log, 'warn'>, sentence: string): (kind: string) => void {
  const said = new Set<string>();
  return (kind) => {
    if (said.has(kind) || said.size === MAX_KINDS) return;
    said.add(kind);
    log.warn({ kind }, sentence);
  };
}
