import type { CadreRecord } from '../county/cadre.ts';
import { Chance } from '../demo/chance.ts';
import type { Cast, Trait } from './cast.ts';

/** How a trainee does in class, drawn once from the seed: every mark follows from it. */
export interface Talent {
  cadre: CadreRecord;
  trait: Trait;
  /** 0 to 1: how active and how able. */
  spirit: number;
}

/** The talents of everyone who may come to the class, by rank; the same for a seed. */
export function talentsOf(cast: Cast, seed: number): Talent[] {
  const chance = new Chance(seed + 2);
  return cast.trainees.map(({ cadre, trait }) => ({ cadre, trait, spirit: chance.next() }));
}

/** Score lines of one teaching day (1 to 10), as the class teacher types them. */
export function dayLines(talents: readonly Talent[], day: number): string[] {
  return talents.flatMap(({ cadre, trait, spirit }, index) => {
    const lines: string[] = [];
    const active = (index + day) % 4 < 1 + Math.round(spirit * 3);
    if (active && trait !== 'silent')
      lines.push(`${cadre.id} 课堂互动 ${spirit > 0.8 ? '突出' : '提问'} 第${day}天课堂发言`);
    if (day % 2 === 0) lines.push(`${cadre.id} 学习态度 第${day}天学习笔记`);
    if (spirit > 0.2 && day <= 8) lines.push(`${cadre.id} 集体活动 第${day}天集体活动`);
    if (day % 3 === 0)
      lines.push(`${cadre.id} 研讨发言 ${spirit > 0.3 ? '并提交提纲' : '未提交提纲'} 第${day}天小组研讨`);
    if (day % 4 === 1)
      lines.push(
        `${cadre.id} 论坛 ${spirit > 0.7 && day === 5 ? '主讲' : spirit > 0.4 ? '点评' : '听会'} 第${day}天学员论坛`,
      );
    if (trait === 'late' && day === 3) lines.push(`${cadre.id} 纪律 手机 第3天课上使用手机`);
    return lines;
  });
}

/** Marks the class teacher gives when the class is over. */
export function teacherMarks(talents: readonly Talent[]): string[] {
  return talents.flatMap(({ cadre, spirit }) => [
    `${cadre.id} 班务履职 ${spirit > 0.6 ? 'A' : spirit > 0.2 ? 'B' : 'C'} 值日和班务情况`,
    `${cadre.id} 结业成果 ${(11 + Math.round(spirit * 40) / 10).toFixed(1)} 结业论文评阅`,
    `${cadre.id} 实践锻炼 日志 ${(3 + Math.round(spirit * 10) / 10).toFixed(1)} 现场教学日志`,
    `${cadre.id} 实践锻炼 接收单位 ${(3 + Math.round(spirit * 10) / 10).toFixed(1)} 接收单位评价`,
    `${cadre.id} 实践锻炼 总结 ${(1.5 + Math.round(spirit * 5) / 10).toFixed(1)} 个人总结`,
  ]);
}

/** The second marker's marks, given by the party school. */
export function schoolMarks(talents: readonly Talent[]): string[] {
  return talents.map(
    ({ cadre, spirit }) =>
      `${cadre.id} 结业成果 ${(11.2 + Math.round(spirit * 36) / 10).toFixed(1)} 结业论文评阅（第二评阅人）`,
  );
}

/** Bonus items the class teacher proposes: office held well, a best speaker. */
export function bonusLines(talents: readonly Talent[]): { cadreId: string; words: string }[] {
  const able = [...talents].sort((a, b) => b.spirit - a.spirit || (a.cadre.id < b.cadre.id ? -1 : 1));
  const items = [
    '担任班长 担任班长，履职良好',
    '担任其他班委 担任学习委员',
    '担任其他班委 担任宣传委员',
    '最佳发言人 学员论坛最佳发言人',
  ];
  return items.flatMap((words, index) => {
    const talent = able[index];
    return talent === undefined ? [] : [{ cadreId: talent.cadre.id, words }];
  });
}
