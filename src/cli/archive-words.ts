import { beijingDateOf, formatDate } from '../calendar/beijing-time.ts';
import type { VerifiedArchive } from '../training/archives/verify-archive.ts';
import { faultName } from '../training/archives/words.ts';

/** What `xuece archive verify` says. */
export const archiveCheckWords = {
  damaged: (file: string) => `核验不通过：${file} 不完整，或不是本系统形成的档案。`,
  /** @param isOther - the checksum that was told is not that of this file */
  found: ({ manifest, faults, sha256 }: VerifiedArchive, isOther: boolean): string => {
    const { class: of, number, archivedAt, archivedBy, files, unfinished } = manifest;
    const records = files.reduce((sum, each) => sum + each.records, 0);
    return [
      `档案 ${number}　${of.id}　${of.name}　${formatDate(beijingDateOf(new Date(archivedAt)))}由${archivedBy}归档`,
      ...(unfinished.length === 0 ? [] : [`归档时尚缺：${unfinished.join('；')}`]),
      ...faults.map((fault) => `✗ ${faultName(fault)}`),
      ...(isOther ? ['✗ 校验值与归档时告知的不同'] : []),
      `校验值（SHA-256）：${sha256}`,
      faults.length === 0 && !isOther
        ? `核验通过：${files.length} 个文件、${records} 条记录与清单一致。是否为原件，请与归档时告知的校验值核对。`
        : '核验不通过。',
    ].join('\n');
  },
} as const;
