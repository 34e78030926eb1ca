import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket that listens. */
export interface Listener {
  readonly server: Server;
  readonly address: { readonly path: string } | { readonly host: string; readonly port: number };
  /** The password clients must give; only on a loopback port, where any user of the machine can connect. */
  readonly password: string | undefined;
  /** Removes what listening left on disk. */
  cleanUp(): void;
}

/** Longest path of a Unix-domain socket, in bytes: 107 on Linux, 103 on macOS and BSD. */
const maxSocketPathBytes = 103;

/**
 * Listens on a Unix-domain socket that only this user can reach: inside the data directory, or in a directory of its own
 * under the system's temporary directory when the path would be too long. Without such sockets: a loopback port with a password.
 */
export async function listen(dataDir: string, serve: (socket: Socket) => void): Promise<Listener> {
  if (process.platform === 'win32') return listenOnLoopback(serve);
  try {
    return await listenOnSocket(dataDir, serve);
  } catch (error) {
    if (
      !['EACCES', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EAFNOSUPPORT'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      )
    )
      throw error;
    return listenOnLoopback(serve);
  }
}

async function listenOnSocket(dataDir: string, serve: (socket: Socket) => void): Promise<Listener> {
  const name = `${randomBytes(6).toString('hex')}.sock`;
  const ownDirectory = join(dataDir, 'socket');
  const fits = Buffer.byteLength(join(ownDirectory, name)) <= maxSocketPathBytes;
  const directory = fits ? ownDirectory : mkdtempSync(join(shortTemporaryDirectory(), 'xuece-'));
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const path = join(directory, name);
  const server = await started(createServer(serve), { path });
  const cleanUp = (): void => rmSync(fits ? path : directory, { recursive: true, force: true });
  return { server, address: { path }, password: undefined, cleanUp };
}

function shortTemporaryDirectory(): string {
  return Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp';
}

/** The fallback: a port only this machine reaches, with a random password against its other users. */
export async function listenOnLoopback(serve: (socket: Socket) => void): Promise<Listener> {
  const server = await started(createServer(serve), { host: '127.0.0.1', port: 0 });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const password = randomBytes(24).toString('base64url');
  return { server, address: { host: '127.0.0.1', port }, password, cleanUp() {} };
}

function started(server: Server, where: { path: string } | { host: string; port: number }): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** The address for the driver and mongoose. */
export function uriOf({ address, password }: Pick<Listener, 'address' | 'password'>, database: string): string {
  const options = 'directConnection=true&retryWrites=false&serverMonitoringMode=poll';
  if ('path' in address) return `mongodb://${encodeURIComponent(address.path)}/${database}?${options}`;
  const login = `xuece:${password ?? ''}`;
  return `mongodb://${login}@${address.host}:${address.port}/${database}?${options}&authMechanism=PLAIN&authSource=%24external`;
}
