/** Somebody who is marked: how active and able they are (0 to 1), and how they behave. */
interface MarkedTrainee {
  cadre: { readonly id: string };
  trait: string;
  ability: number;
}

/** Score lines of one teaching day (1 to 10), as the class teacher types them. */
export function dayLines(profiles: readonly MarkedTrainee[], day: number): string[] {
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
export function teacherMarks(profiles: readonly MarkedTrainee[]): string[] {
  return profiles.flatMap(({ cadre, ability }) => [
    `${cadre.id} 班务履职 ${ability > 0.6 ? 'A' : ability > 0.2 ? 'B' : 'C'} 值日和班务情况`,
    `${cadre.id} 结业成果 ${(11 + Math.round(ability * 40) / 10).toFixed(1)} 结业论文评阅`,
    `${cadre.id} 实践锻炼 日志 ${(3 + Math.round(ability * 10) / 10).toFixed(1)} 现场教学日志`,
    `${cadre.id} 实践锻炼 接收单位 ${(3 + Math.round(ability * 10) / 10).toFixed(1)} 接收单位评价`,
    `${cadre.id} 实践锻炼 总结 ${(1.5 + Math.round(ability * 5) / 10).toFixed(1)} 个人总结`,
  ]);
}

/** The second marks for the papers, given by the party school, as typed lines. */
export function schoolMarks(profiles: readonly MarkedTrainee[]): string[] {
  return profiles.map(
    ({ cadre, ability }) =>
      `${cadre.id} 结业成果 ${(11.2 + Math.round(ability * 36) / 10).toFixed(1)} 结业论文评阅（第二评阅人）`,
  );
}
