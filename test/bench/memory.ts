import { readFileSync } from 'node:fs';

/** What a process has in memory, in MB. */
export interface MemoryParts {
  all: number;
  /** Nobody else has it, and it goes nowhere when the system needs room: what a limit means, with `program`. */
  own?: number;
  /** Node itself and its libraries, mapped from their files. */
  program?: number;
  /** Unchanged pages of the data file, which the system takes back when it needs room. */
  data?: number;
}

/** Of this process; by parts where the system tells. */
export function memoryParts(): MemoryParts {
  const all = process.memoryUsage.rss() / 1e6;
  if (process.platform !== 'linux') return { all };
  const parts = { own: 0, program: 0, data: 0 };
  let isData = false;
  for (const line of readFileSync('/proc/self/smaps', 'utf8').split('\n')) {
    if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) isData = line.endsWith('data.mdb');
    const [, name, kilobytes] = /^(Rss|Anonymous):\s+(\d+)/.exec(line) ?? [];
    const megabytes = (Number(kilobytes ?? 0) * 1024) / 1e6;
    const mapped = isData ? 'data' : 'program';
    if (name === 'Rss') parts[mapped] += megabytes;
    if (name === 'Anonymous') {
      parts.own += megabytes;
      parts[mapped] -= megabytes;
    }
  }
  return { all, ...parts };
}

/** What counts against a limit. */
export function counted({ all, own, program = 0 }: MemoryParts): number {
  return own === undefined ? all : own + program;
}
