import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from '../../src/launch/compiled.js';
import { canPin, serverCore } from './cores.ts';
import { memoryParts } from './memory.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Compiled as the programs are, for a server is measured as it runs in earnest. */
const servers = ['test/bench/hello.ts', 'test/bench/bot.ts'];
/** Runs beside one another, of other versions perhaps, must not find each other's files. */
const compiledTo = `${root}node_modules/.cache/xuece-bench/${process.pid}`;
process.once('exit', () => rmSync(compiledTo, { recursive: true, force: true }));

/** CPU time of a process so far, in microseconds: its main thread, the busiest of the others (the store's), and all the rest. */
export interface ThreadTimes {
  main: number;
  store: number;
  rest: number;
}

/** A server in a process of its own, all its threads on one core, asked by name over the channel between parent and child. */
export class Child {
  static #compiled: Promise<void> | undefined;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /** Resolves once the child answers. */
  static async start(file: 'hello' | 'bot', environment: Readonly<Record<string, string>> = {}): Promise<Child> {
    Child.#compiled ??= compile(root, servers, compiledTo);
    await Child.#compiled;
    const path = `${compiledTo}/${file}.js`;
    // What is compiled needs no loader.
    const execArgv = process.execArgv.filter(
      (each, place, all) => each !== '--import' && all[place - 1] !== '--import',
    );
    const pinned = canPin
      ? { execPath: 'taskset', execArgv: ['-c', String(serverCore), process.execPath, ...execArgv] }
      : { execArgv };
    const child = fork(path, { env: { ...process.env, ...environment }, stdio: 'inherit', ...pinned });
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

  /** The same by thread; only Linux tells. */
  threadMicros(): Promise<ThreadTimes | null> {
    return this.ask<ThreadTimes | null>('threadMicros');
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
    threadMicros: async () => threadTimes(),
    memory: async () => memoryParts(),
  };
  process.on('message', (question: string) => {
    all[question]?.().then((answer) => process.send?.(answer ?? null));
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

function threadTimes(): ThreadTimes | undefined {
  if (process.platform !== 'linux') return undefined;
  const timeOf = (thread: string) => Number(readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  const main = timeOf(String(process.pid)) / 1000;
  const others = readdirSync('/proc/self/task')
    .filter((thread) => thread !== String(process.pid))
    .map((thread) => timeOf(thread) / 1000);
  const store = Math.max(0, ...others);
  return { main, store, rest: others.reduce((sum, each) => sum + each, 0) - store };
}
