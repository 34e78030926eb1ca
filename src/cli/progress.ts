import { commandWords } from './words.ts';

/** Work that is over sooner says nothing. */
const quietMs = 800;
const tellEveryMs = 5_000;

/** Where progress is shown: the terminal's error output, so that what a command prints can be read by other programs. */
type Terminal = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

/**
 * Says on the error output what a command is at, once it takes longer than a moment: one line that changes in a terminal, a line now and
 * then elsewhere.
 */
export class Progress {
  readonly #out: Terminal;
  readonly #startedMs = performance.now();
  readonly #timer: NodeJS.Timeout;
  #stage = '';
  #shown = false;

  constructor(out: Terminal = process.stderr) {
    this.#out = out;
    this.#timer = setInterval(() => this.#tell(), out.isTTY ? quietMs : tellEveryMs);
    this.#timer.unref();
  }

  /** What comes now. Also said at once when the work before it took long: what follows may keep the process from saying anything. */
  at(stage: string): void {
    this.#stage = stage;
    if (performance.now() - this.#startedMs > quietMs) this.#tell();
  }

  end(): void {
    clearInterval(this.#timer);
    if (this.#shown && this.#out.isTTY) this.#out.write('\r\x1b[K');
  }

  #tell(): void {
    const seconds = Math.round((performance.now() - this.#startedMs) / 1000);
    if (this.#stage === '') return;
    const line = commandWords.underWay(this.#stage, seconds);
    this.#out.write(this.#out.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
    this.#shown = true;
  }
}

/** Shows what this work is at while it lasts. */
export async function withProgress<Result>(work: (progress: Pick<Progress, 'at'>) => Promise<Result>): Promise<Result> {
  const progress = new Progress();
  try {
    return await work(progress);
  } finally {
    progress.end();
  }
}
