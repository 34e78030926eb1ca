import { homedir } from 'node:os';
import { parse, resolve, sep } from 'node:path';

/** Nothing may be kept in these or below them. */
const systemTrees = ['/bin', '/boot', '/dev', '/etc', '/lib', '/lib32', '/lib64', '/proc', '/run', '/sbin', '/sys'];
/** Folders of many programs: one of our own below them is fine. */
const sharedFolders = [
  ...['/home', '/media', '/mnt', '/opt', '/root', '/srv', '/tmp', '/usr', '/usr/local', '/Users', '/Library'],
  ...['/var', '/var/cache', '/var/lib', '/var/local', '/var/log', '/var/opt', '/var/spool', '/var/tmp'],
];
const windowsFolders = ['Windows', 'Program Files', 'Program Files (x86)', 'ProgramData', 'Users'];

/** Why the data must not be kept there, for the operator; `undefined` where they may. */
export function unsafeDataDir(folder: string, home = homedir()): string | undefined {
  if (/^~|\$|%\w+%/.test(folder)) return '不会展开 ~ 和变量，请写完整路径';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no folder of ours has one
  if (/[\x00-\x1f\x7f]/.test(folder)) return '不能有不可见的字符';
  const path = resolve(folder);
  const { root } = parse(path);
  if (path === root) return '不能是根目录，请另建一个专用的目录';
  if (path === resolve(home)) return '不能是用户的主目录，请另建一个专用的目录';
  if (systemTrees.some((tree) => isWithin(path, tree)) || isUsr(path)) return '不能在系统目录中，请另建一个专用的目录';
  const shared = [...sharedFolders, ...windowsFolders.map((name) => `${root}${name}`)];
  if (shared.includes(path) || isWithin(path, `${root}Windows`))
    return '不能是系统共用的目录，请在其中另建一个专用的目录';
  return undefined;
}

function isUsr(path: string): boolean {
  return isWithin(path, '/usr') && !isWithin(path, '/usr/local') && path !== '/usr';
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}
