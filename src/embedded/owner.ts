import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { StoreOpenError } from './errors.ts';
import { uriOf } from './listen.ts';

/** What the owner of a data directory writes down for others. */
interface OwnerNote {
  /** Options for connecting to the owner's socket: a path, or a loopback port. */
  readonly address: { readonly path: string } | { readonly host: string; readonly port: number };
  readonly pid: number;
}

/** Nobody listens there any more. Whatever else goes wrong, such as a full queue, somebody may. */
const meansNobody = new Set(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK', 'ENOTDIR']);
const ownerFile = /^owner\.(\d+)\.json$/;

/**
 * Makes this process the one owner of a data directory.
 *
 * Each owner adds a file with the next number, which only one process can do. An owner is alive exactly when its socket
 * answers, so a killed owner is recognised at once and no lock has to be cleaned up by hand. The socket must listen before.
 * @throws StoreOpenError `in_use` when a living process owns it, `not_writable` when nothing can be written there
 */
export async function claimOwnership(directory: string, address: OwnerNote['address']): Promise<void> {
  const note = join(directory, `.owner.${randomBytes(8).toString('hex')}`);
  write(note, JSON.stringify({ address, pid: process.pid } satisfies OwnerNote));
  try {
    await claimNext(directory, note);
  } finally {
    rmSync(note, { force: true });
  }
}

async function claimNext(directory: string, note: string): Promise<void> {
  for (;;) {
    const numbers = ownerNumbers(directory);
    const current = numbers.at(-1) ?? 0;
    if (current > 0 && (await isAlive(directory, current))) throw inUse(directory, current);
    if (!addLink(note, ownerPath(directory, current + 1))) continue;
    if (ownerNumbers(directory).at(-1) !== current + 1) continue;
    for (const number of numbers) forget(directory, number, number < current);
    return;
  }
}

function ownerPath(directory: string, number: number): string {
  return join(directory, `owner.${number}.json`);
}

function ownerNumbers(directory: string): number[] {
  const numbers = readdirSync(directory).flatMap((name) => {
    const found = ownerFile.exec(name)?.[1];
    return found === undefined ? [] : [Number(found)];
  });
  return numbers.sort((a, b) => a - b);
}

/** Removes what a dead owner left: its socket, and its note unless that is the newest before ours. */
function forget(directory: string, number: number, withNote: boolean): void {
  const address = readNote(directory, number)?.address;
  if (address !== undefined && 'path' in address) rmSync(address.path, { force: true });
  if (withNote) rmSync(ownerPath(directory, number), { force: true });
}

function addLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw notWritable(error);
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (error) {
    throw notWritable(error);
  }
}

function readNote(directory: string, number: number): OwnerNote | undefined {
  try {
    return JSON.parse(readFileSync(ownerPath(directory, number), 'utf8')) as OwnerNote;
  } catch {
    return undefined;
  }
}

function isAlive(directory: string, number: number): Promise<boolean> {
  const note = readNote(directory, number);
  if (note === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(note.address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(!meansNobody.has(code ?? '')));
  });
}

function inUse(directory: string, number: number): StoreOpenError {
  const pid = readNote(directory, number)?.pid ?? 0;
  return new StoreOpenError(
    'in_use',
    `数据目录 ${directory} 正被另一个进程（进程号 ${pid}）使用，请先停止它，或改用别的 DATA_DIR。`,
  );
}

function notWritable(cause: unknown): StoreOpenError {
  return new StoreOpenError('not_writable', '数据目录无法写入，请检查目录权限和磁盘空间。', { cause });
}

/** Where the living owner of a data directory listens, or undefined when nobody owns it. */
export async function livingOwner(directory: string): Promise<OwnerNote['address'] | undefined> {
  const current = ownerNumbers(directory).at(-1);
  if (current === undefined || !(await isAlive(directory, current))) return undefined;
  return readNote(directory, current)?.address;
}

/** The address of the store that another process of this user runs on a data directory; `undefined` when none does. */
export async function runningStoreUri(dataDir: string): Promise<string | undefined> {
  const address = existsSync(dataDir) ? await livingOwner(dataDir) : undefined;
  if (address === undefined || 'port' in address) return undefined;
  return uriOf({ address, password: undefined }, 'xuece');
}
