/** The demo's clock: read now and then, often while it is being moved. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { fetchClock, messageOf, moveClock } from './api.js';

/** @typedef {import('../view.ts').ClockView} ClockView */
/** @typedef {{ clock: ClockView | undefined, problem: string, moving: boolean, move: (nowMs: number) => Promise<void> }} ClockUse */

const REFRESH_MS = 10_000;
const MOVING_REFRESH_MS = 500;
/** Several acts may follow one another; what they change about the clock's stops is asked once. */
const SETTLED_MS = 1_000;

/**
 * @param {import('./live.js').Live} live
 * @returns {ClockUse}
 */
export function useClock(live) {
  const [clock, setClock] = useState(/** @type {ClockView | undefined} */ (undefined));
  const [problem, setProblem] = useState('');
  const [asked, setAsked] = useState(false);
  const moving = asked || clock?.movingToMs !== undefined;

  const read = useCallback(() => fetchClock().then(setClock, (error) => setProblem(messageOf(error))), []);
  useEffect(() => {
    read();
    const timer = setInterval(read, moving ? MOVING_REFRESH_MS : REFRESH_MS);
    return () => clearInterval(timer);
  }, [read, moving]);
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const unsubscribe = live.subscribe(({ kind }) => {
      if (kind === 'lost') return;
      timer ??= setTimeout(() => {
        timer = undefined;
        read();
      }, SETTLED_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [live, read]);

  const move = useCallback(
    /** @param {number} nowMs */
    async (nowMs) => {
      setAsked(true);
      setProblem('');
      try {
        setClock(await moveClock(nowMs));
      } catch (error) {
        setProblem(messageOf(error));
      }
      setAsked(false);
    },
    [],
  );
  return { clock, problem, moving, move };
}
