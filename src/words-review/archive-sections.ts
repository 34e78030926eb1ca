import { archiveCheckWords } from '../cli/archive-words.ts';
import type { ArchiveRow } from '../training/archives/archives.ts';
import type { ArchiveFault, VerifiedArchive } from '../training/archives/verify-archive.ts';
import { archiveWords } from '../training/archives/words.ts';
import { now, trainingClass } from './facts.ts';
import { type Section, section } from './section.ts';

const sum = '3fa9c21b'.repeat(8);
const [roll, leave] = ['06-考勤.xlsx', '07-请假.xlsx'];
const archive: ArchiveRow = {
  ...{ _id: `2026-01:${sum}`, classId: '2026-01', records: sum, number: '2026-01-3FA9C21B', at: now, by: 'c9' },
  ...{ byName: '李四', byUpdate: 'u1', rulePack: 'county-2026', unfinished: ['结果反馈 2 份未阅知'], sums: [sum] },
  parts: [{ file: roll, records: 40, digest: sum }],
};
const present = {
  trainingClass,
  parts: [{ file: roll, table: { title: '', columns: [], rows: [['张三']] } }],
};
const faults: readonly ArchiveFault[] = [
  ...(['differs', 'missing', 'extra', 'unreadable'] as const).map((what) => ({ what, file: leave })),
  ...(['manifest', 'structure'] as const).map((what) => ({ what })),
];
const found: VerifiedArchive = {
  manifest: {
    ...{ format: 'xuece-archive/1', number: archive.number, records: sum, rulePack: 'county-2026', checksum: sum },
    class: { id: '2026-01', name: trainingClass.name, opensOn: '2026-03-16', closesOn: '2026-03-27' },
    ...{ archivedAt: now.toISOString(), archivedBy: '李四', unfinished: archive.unfinished as string[] },
    files: [{ file: roll, records: 40, bytes: 8000, sha256: sum }],
  },
  ...{ faults, sha256: sum },
};

/** The archive of a class, and what is found in one. */
export const archiveSections: readonly Section[] = [
  section('src/training/archives/words.ts', archiveWords, {
    standing: [present, archive, [roll], archive.unfinished],
    fileName: [archive],
    made: [trainingClass.name, archive, sum],
    checked: [found, archive],
  }),
  section('src/cli/archive-words.ts', archiveCheckWords, { damaged: ['班次档案.zip'], found: [found, true] }),
];
