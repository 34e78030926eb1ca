import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own, asked by name over the channel between parent and child. */
export class Child {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /** Resolves once the child answers. @param file - beside this one */
  static async start(file: string, environment: Readonly<Record<string, string>> = {}): Promise<Child> {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const child = fork(path, { env: { ...process.env, ...environment }, stdio: 'inherit' });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended before it was ready`)));
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return new Child(child);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }
  async ask<T>(question: string): Promise<T> {
    this.#process.send(question);
    const [answer] = await once(this.#process, 'message');
    return answer as T;
  }

  /** CPU time of the whole process so far, all threads, in microseconds. */
  cpuMicros(): Promise<number> {
    return this.ask<number>('cpuMicros');
  }

  /** Ends it without a chance to clean up. */
  async kill(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }
}

/** In the child: tells the parent that it is ready, then answers its questions. */
export function answerParent(answers: Readonly<Record<string, () => Promise<unknown>>>): void {
  const all: typeof answers = {
    ...answers,
    cpuMicros: async () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
  };
  process.on('message', (question: string) => {
    all[question]?.().then((answer) => process.send?.(answer ?? null));
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
