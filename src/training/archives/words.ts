import { beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import { partName } from './archive-parts.ts';
import type { ArchiveRow } from './archives.ts';
import type { PresentArchive } from './class-archive.ts';
import { archiveNow } from './presses.ts';
import type { ArchiveFault, VerifiedArchive } from './verify-archive.ts';

type Present = Pick<PresentArchive, 'parts'> & { trainingClass: { _id: string; name: string } };
type Archived = Pick<ArchiveRow, 'number' | 'at' | 'byName'>;

const mostShown = 5;

export const archiveWords = {
  /** @param last - the archive made last; absent before the first @param changed - files that are different now */
  standing: (
    { parts, trainingClass: { _id: classId, name } }: Present,
    last: Archived | undefined,
    changed: readonly string[],
    missing: readonly string[],
  ): Card => {
    const records = parts.reduce((sum, { table }) => sum + table.rows.length, 0);
    const isSame = last !== undefined && changed.length === 0;
    return cardOf({
      id: `archive:${classId}`,
      title: '班次归档',
      lines: [
        `“${name}”现有资料 ${parts.length} 类、${records} 条。`,
        last === undefined ? '尚未归档。' : `${archivedLine(last)}${isSame ? '此后没有变动。' : ''}`,
        ...(last === undefined || isSame ? [] : [`此后有变动：${changed.map(partName).join('、')}。`]),
        ...(missing.length === 0 || isSame
          ? []
          : [`还缺 ${missing.length} 项，将在档案中注明：${missing.join('；')}。`]),
      ],
      buttons: [
        {
          label: last === undefined ? '归档' : isSame ? '领取档案' : '重新归档',
          press: archiveNow.with({ classId }),
        },
      ],
    });
  },
  fileName: ({ number }: Pick<ArchiveRow, 'number'>) => `班次档案${number}.zip`,
  made: (name: string, archive: Archived & Pick<ArchiveRow, 'parts'>, sum: string) =>
    [
      `“${name}”${archivedLine(archive)}共 ${archive.parts.length} 个文件。`,
      `校验值（SHA-256）：${sum}`,
      '请与档案分开保存校验值。今后可将文件发来核验，或用“npx xuece archive verify 文件”离线核验。',
    ].join('\n'),
  askFile: '请将归档的压缩文件（“班次档案….zip”）直接发来，逐个文件核验，不作改动。',
  offered: '归档的压缩文件：发来后核验是否为原件',

  checked: ({ manifest, faults, sha256 }: VerifiedArchive, archive: ArchiveRow | undefined): string => {
    const { class: of, number, files } = manifest;
    const head = `档案 ${number}，“${of.name}”，${formatDate(beijingDateOf(new Date(manifest.archivedAt)))}由${manifest.archivedBy}归档。`;
    if (faults.length > 0) return [`${head}核验不通过：`, ...faultLines(faults)].join('\n');
    if (archive === undefined) return `${head}文件自身完整，但本系统没有这一归档记录，不能认定为原件。`;
    if (!archive.sums.includes(sha256)) return `${head}文件自身完整，但与归档时的校验值不同，不能认定为原件。`;
    return `${head}核验通过，${files.length} 个文件均与归档时相同。`;
  },
} as const;

/** `2026年4月10日由李某归档，编号 2026-01-3FA9C21B。` */
function archivedLine({ number, at, byName }: Archived): string {
  return `${formatDate(beijingDateOf(at))}由${byName}归档，编号 ${number}。`;
}

function faultLines(faults: readonly ArchiveFault[]): string[] {
  const shown = faults.slice(0, mostShown).map((fault, index) => `${index + 1}. ${faultName(fault)}`);
  return faults.length > mostShown ? [...shown, `等 ${faults.length} 处。`] : shown;
}

/** What is wrong in one place, as people read it. */
export function faultName(fault: ArchiveFault): string {
  switch (fault.what) {
    case 'differs':
      return `${fault.file}：内容与归档时不同`;
    case 'missing':
      return `${fault.file}：缺失`;
    case 'extra':
      return `${fault.file}：归档时没有这一文件`;
    case 'unreadable':
      return `${fault.file}：已损坏，无法读取`;
    case 'manifest':
      return 'manifest.json：清单被改动';
    case 'structure':
      return '压缩文件本身被改动（各文件内容未变）';
  }
}
