import type { ClassRow } from '../class/classes.ts';
import type { GradingRow } from '../grading/gradings.ts';

export const exportWords = {
  nobody: (trainingClass: ClassRow) => `“${trainingClass.name}”还没有学员，没有可导出的登记册。`,
  fileName: (trainingClass: ClassRow, dateOn: string) => `${trainingClass._id}班登记册${dateOn}.xlsx`,
  coming: (trainingClass: ClassRow, count: number, state: GradingRow['state'] | undefined) =>
    [
      `“${trainingClass.name}”登记册（${count} 人）已生成，请妥善保管，不要转发。`,
      ...(state === 'confirmed' || state === 'released' || state === 'published'
        ? []
        : ['等次尚未确认，表中为目前测算结果。']),
    ].join('\n'),
} as const;
