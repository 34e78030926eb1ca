import { readFile } from 'node:fs/promises';
import type { Config } from '../start/config.ts';
import { verifyArchive } from '../training/archives/verify-archive.ts';
import { archiveCheckWords } from './archive-words.ts';
import { CommandFault, type Print } from './fault.ts';
import { commandWords } from './words.ts';

/**
 * `xuece archive verify FILE [--sum SHA256]`: checks the archive of a class, with nothing but the file at hand. Each file that differs, is missing
 * or should not be there is named.
 * @returns 0 when it is as it was archived, otherwise 1
 */
export async function archiveCommand(args: readonly string[], _config: Config, print: Print): Promise<number> {
  const { file, told } = argumentsOf(args);
  const bytes = await readFile(file).catch(() => {
    throw new CommandFault(commandWords.unreadableFile(file));
  });
  const found = await verifyArchive(bytes);
  if (found === undefined) {
    print(archiveCheckWords.damaged(file));
    return 1;
  }
  const isOther = told !== undefined && told.toLowerCase() !== found.sha256;
  print(archiveCheckWords.found(found, isOther));
  return found.faults.length === 0 && !isOther ? 0 : 1;
}

/** The option may stand in any place. */
function argumentsOf(args: readonly string[]): { file: string; told?: string | undefined } {
  const at = args.indexOf('--sum');
  if (at < 0) return { file: args[1] ?? '' };
  return { file: args.filter((_, index) => index !== at && index !== at + 1)[1] ?? '', told: args[at + 1] };
}
