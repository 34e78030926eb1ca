import type { CadreRecord } from '../county/cadre.ts';
import { RandomNumbers } from '../demo/random-numbers.ts';
import type { Participants, Trait } from './participants.ts';

/** What a trainee's marks follow from, drawn once from the seed. */
export interface TraineeProfile {
  cadre: CadreRecord;
  trait: Trait;
  /** 0 to 1: how active and able the trainee is. */
  ability: number;
}

/** The profile of everyone who may come to the class, by rank; the same seed gives the same profiles. */
export function profilesOf(participants: Participants, seed: number): TraineeProfile[] {
  const random = new RandomNumbers(seed + 2);
  return participants.trainees.map(({ cadre, trait }) => ({ cadre, trait, ability: random.next() }));
}

/** Score lines of one teaching day (1 to 10), as the class teacher types them. */
export function dayLines(profiles: readonly TraineeProfile[], day: number): string[] {
  return profiles.flatMap(({ cadre, trait, ability }, index) => {
    const lines: string[] = [];
    const active = (index + day) % 4 < 1 + Math.round(ability * 3);
    if (active && trait !== 'silent')
      lines.push(`${cadre.id} 课堂互动 ${ability > 0.8 ? '突出' : '提问'} 第${day}天课堂发言`);
    if (day % 2 === 0) lines.push(`${cadre.id} 学习态度 第${day}天学习笔记`);
    if (ability > 0.2 && day <= 8) lines.push(`${cadre.id} 集体活动 第${day}天集体活动`);
    if (day % 3 === 0)
      lines.push(`${cadre.id} 研讨发言 ${ability > 0.3 ? '并提交提纲' : '未提交提纲'} 第${day}天小组研讨`);
    if (day % 4 === 1)
      lines.push(
        `${cadre.id} 论坛 ${ability > 0.7 && day === 5 ? '主讲' : ability > 0.4 ? '点评' : '听会'} 第${day}天学员论坛`,
      );
    if (trait === 'late' && day === 3) lines.push(`${cadre.id} 纪律 手机 第3天课上使用手机`);
    return lines;
  });
}

/** Marks the class teacher gives after the last day, as typed lines. */
export function teacherMarks(profiles: readonly TraineeProfile[]): string[] {
  return profiles.flatMap(({ cadre, ability }) => [
    `${cadre.id} 班务履职 ${ability > 0.6 ? 'A' : ability > 0.2 ? 'B' : 'C'} 值日和班务情况`,
    `${cadre.id} 结业成果 ${(11 + Math.round(ability * 40) / 10).toFixed(1)} 结业论文评阅`,
    `${cadre.id} 实践锻炼 日志 ${(3 + Math.round(ability * 10) / 10).toFixed(1)} 现场教学日志`,
    `${cadre.id} 实践锻炼 接收单位 ${(3 + Math.round(ability * 10) / 10).toFixed(1)} 接收单位评价`,
    `${cadre.id} 实践锻炼 总结 ${(1.5 + Math.round(ability * 5) / 10).toFixed(1)} 个人总结`,
  ]);
}

/** The second marks for the papers, given by the party school, as typed lines. */
export function schoolMarks(profiles: readonly TraineeProfile[]): string[] {
  return profiles.map(
    ({ cadre, ability }) =>
      `${cadre.id} 结业成果 ${(11.2 + Math.round(ability * 36) / 10).toFixed(1)} 结业论文评阅（第二评阅人）`,
  );
}

/** Bonus items the class teacher proposes, for class offices and the best speaker. */
export function bonusLines(profiles: readonly TraineeProfile[]): { cadreId: string; words: string }[] {
  const able = [...profiles].sort((a, b) => b.ability - a.ability || (a.cadre.id < b.cadre.id ? -1 : 1));
  const items = [
    '担任班长 担任班长，履职良好',
    '担任其他班委 担任学习委员',
    '担任其他班委 担任宣传委员',
    '最佳发言人 学员论坛最佳发言人',
  ];
  return items.flatMap((words, index) => {
    const profile = able[index];
    return profile === undefined ? [] : [{ cadreId: profile.cadre.id, words }];
  });
}
