import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Programs that may still run keep theirs: they load some parts only when these are asked for. */
const mostBuilds = 5;
const programs = ['src/main.ts', 'src/cli.ts'];
/** Files in which a thread begins that programs start. */
const isThread = /(?:-worker|\/thread-entry)\.ts$/;
/** Files that are served as they are. */
const page = 'src/emulator/page';

/**
 * The program as JavaScript, in few files; compiled at the first start after each change of the source, which takes less than a second.
 * @param {string} root - of the project
 * @returns {Promise<URL | undefined>} the folder; `undefined` where nothing can be kept, for example because the project is read-only
 */
export async function compiled(root) {
  try {
    const directory = await kept(root, 'xuece', [], async (beside) => {
      await compile(root, programs, beside);
      cpSync(join(root, page), join(beside, 'page'), { recursive: true });
    });
    return pathToFileURL(`${directory}/`);
  } catch {
    return undefined;
  }
}

/**
 * A folder made of the whole source, once for each state of it.
 * @param {string} root - of the project
 * @param {string} name - of the folder where the last few are kept
 * @param {readonly string[]} settings - further files it depends on
 * @param {(directory: string) => Promise<void>} make - fills the folder
 * @returns {Promise<string>}
 */
export async function kept(root, name, settings, make) {
  const builds = join(root, 'node_modules/.cache', name);
  const directory = join(builds, fingerprint(root, settings));
  try {
    if (!existsSync(directory)) await makeWhole(directory, make);
    // The age is that of the last start: whoever goes back to an earlier version keeps it.
    const now = new Date();
    utimesSync(directory, now, now);
    forgetOldest(builds);
  } catch (error) {
    // Another process may have been first.
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

/** @returns {string} of every byte that is compiled, and of what compiles it */
function fingerprint(root, settings) {
  const hash = createHash('sha256').update(readFileSync(new URL(import.meta.url)));
  for (const file of ['package-lock.json', ...settings, ...sources(root)])
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 32);
}

function sources(root) {
  const files = ['handlers', 'jobs', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(folder, entry.parentPath.slice(join(root, folder).length), entry.name)),
  );
  return files.sort();
}

async function makeWhole(directory, make) {
  const beside = `${directory}.${randomBytes(6).toString('hex')}`;
  mkdirSync(beside, { recursive: true });
  try {
    await make(beside);
    // Only what is whole is there under its name.
    renameSync(beside, directory);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/**
 * Compiles programs with all they import of the project, and the threads they start, into one folder.
 * @param {string} root - of the project
 * @param {readonly string[]} files - of the programs
 * @param {string} directory - somewhere inside the project, so that packages are found
 */
export async function compile(root, files, directory) {
  const { build } = await import('esbuild');
  const threads = sources(root).filter((file) => isThread.test(file));
  await build({
    ...{ absWorkingDir: root, entryPoints: [...files, ...threads], entryNames: '[name]', outdir: directory },
    ...{ bundle: true, splitting: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20.19' },
    ...{ supported: { 'import-attributes': true }, sourcemap: 'linked', sourcesContent: false, logLevel: 'silent' },
  });
}

function forgetOldest(builds) {
  const byAge = readdirSync(builds)
    .map((name) => ({ name, atMs: statSync(join(builds, name)).mtimeMs }))
    .sort((a, b) => b.atMs - a.atMs);
  for (const { name } of byAge.slice(mostBuilds)) rmSync(join(builds, name), { recursive: true, force: true });
}
