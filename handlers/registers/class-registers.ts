import { announceLong } from '../../src/bot/announce-long.ts';
import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { handOver } from '../../src/bot/page-file.ts';
import type { Router } from '../../src/bot/router.ts';
import type { FileMessage } from '../../src/chat/message.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { zippedInParts } from '../../src/sheets/zip-parts.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { registerWords } from '../../src/training/registers/register-words.ts';
import { fileSheetOf } from './file-sheet.ts';
import { issuedRegister, madePaper } from './paper-issue.ts';
import { readerOf } from './register.ts';

/** What a register with its sheet takes on a small server that is busy (docs/performance.md). */
const secondsEach = 0.5;

/** The registers of a whole class with the sheets for the personnel file, as a zip file, or several where one would be too large. */
export function classRegisters(router: Router): void {
  router.command(
    {
      names: ['全班学册', 'class-registers'],
      action: 'register.read-class',
      right: 'class',
      args: [classArg()],
      example: '/全班学册 {class}',
      about: '领取全班学员的学册和归档表（一人一份，打包）',
      next: '发来工作台的领取链接，限本人一次，领取留存记录。',
    },
    send,
  );
}

async function send(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const { store, person, update, now } = ctx;
  const hand = handOver(ctx, { matter: 'registers' });
  const { _id: classId, name } = trainingClass;
  const trainees = await store.enrollments.traineesOf(classId);
  if (trainees.length === 0) return ctx.reply(registerWords.nobody(name));
  await store.looks.note({ _id: update.id, by: person._id, cadreId: '', words: `${classId}班学册`, at: now });
  await announceLong(ctx, trainees.length * secondsEach, (seconds) =>
    registerWords.zipUnderWay(name, trainees.length, seconds),
  );
  const people = await store.cadres.many(trainees.map(({ cadreId }) => cadreId));
  const { files, left } = await filesOf(ctx, people);
  await ctx.reply(registerWords.zipComing(name, people.length - left.length, left));
  const zips = await zippedInParts(files);
  for (const [index, bytes] of zips.entries())
    await hand(registerWords.zipName(classId, index + 1, zips.length), bytes);
}

/** A register and a sheet for each person; whose register could not be made is named. */
async function filesOf(ctx: Context, people: readonly CadreRow[]) {
  const reader = readerOf(ctx);
  const files: (readonly [name: string, content: Buffer])[] = [];
  const left: string[] = [];
  for (const person of people) {
    const register = await reader.read(person);
    const { paper, pages } = await issuedRegister(ctx, register);
    const file = await madePaper(ctx, paper, registerWords.fileName(person.name, register.dateOn), pages);
    const bytes = file === undefined ? null : await bytesOf(ctx, file);
    if (bytes === null) left.push(person.name);
    else files.push([`${person.name}-${person._id}/学册.pdf`, bytes]);
    files.push([`${person.name}-${person._id}/归档表.docx`, await fileSheetOf(ctx, register)]);
  }
  return { files, left };
}

function bytesOf(ctx: Context, { sha256 }: FileMessage): Promise<Buffer | null> {
  return ctx.store.files.load(sha256);
}
