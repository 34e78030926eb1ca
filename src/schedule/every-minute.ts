import cron from 'node-cron';

const longestWaitMs = 60_000;

/**
 * Calls `work` at the beginning of every minute, until the returned function is called. Calls never overlap: while one lasts, minutes pass
 * without another.
 *
 * `node-cron` only names the next minute. Its own timer reckons in the server's zone: in the hour that is repeated when clocks go back
 * there it takes the time for an hour earlier, calls nothing and sets timers of 0 ms (node-cron 4.6, its issues 492 and 509).
 */
export function everyMinute(work: () => Promise<void>): () => Promise<void> {
  const minutes = cron.createTask('* * * * *', () => undefined, { timezone: 'Asia/Shanghai' });
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const wait = () => {
    if (isStopped) return;
    const [next] = minutes.getNextRuns(1);
    const waitMs = (next?.getTime() ?? Date.now() + longestWaitMs) - Date.now();
    timer = setTimeout(() => void work().finally(wait), Math.min(waitMs, longestWaitMs));
  };
  wait();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await minutes.destroy();
  };
}
