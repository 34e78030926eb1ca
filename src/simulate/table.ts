import { platformLabels } from '../chat/platform-labels.ts';
import type { Running } from '../start/start.ts';
import { callUpStateLabel } from '../training/call-up/call-up-state.ts';
import { gradeLabel } from '../training/grading/grade.ts';
import { formatPoints } from '../training/scoring/points.ts';
import { type Participants, traitLabels } from './participants.ts';
import { accountOf } from './simulated-people.ts';

const classId = '2026-01';
const titleLabels = { candidate: '优秀学员人选', tiedAtLine: '并列跨线', no: '' } as const;

/** The closing table: one line per person called up with their result and its reasons, best first, then those who did not take part. */
export async function closingTable(participants: Participants, { store }: Running): Promise<string> {
  const [assessments, callUps, signIns, leaves] = await Promise.all([
    store.assessments.ofClass(classId),
    store.callUps.ofClass(classId),
    store.signIns.ofClass(classId),
    store.leaves.grantedIn(classId),
  ]);
  const member = new Map(participants.trainees.map((each) => [each.cadre.id, each]));
  const head = row(['名次', '姓名', '平台', '表现', '签到', '病假', '常规', '加分', '总分', '等次', '称号'], '依据');
  const graded = assessments.map((each) => {
    const who = member.get(each.cadreId);
    const own = signIns.filter((signIn) => signIn.cadreId === each.cadreId);
    const cells = [
      each.rank === undefined ? '—' : String(each.rank),
      each.name,
      who === undefined ? '' : platformLabels[accountOf(who.cadre).vendor],
      who === undefined ? '' : traitLabels[who.trait],
      String(own.length),
      String(leaves.filter((leave) => leave.cadreId === each.cadreId).length),
      formatPoints(each.regularHundredths),
      formatPoints(each.bonusHundredths),
      formatPoints(each.totalHundredths),
      each.finalGrade === undefined ? '—' : gradeLabel(each.finalGrade),
      titleLabels[each.excellentTrainee],
    ];
    return row(cells, each.gradeReasons.join(''));
  });
  const others = callUps
    .filter((callUp) => callUp.issuedAt !== undefined && !assessments.some((each) => each.cadreId === callUp.cadreId))
    .map((callUp) => row(['—', callUp.name, '', '', '', '', '', '', '', '', ''], callUpStateLabel(callUp.state)));
  return [`结果（${graded.length} 名学员）：`, head, ...graded, ...others].join('\n');
}

const widths = [6, 10, 10, 22, 6, 6, 8, 6, 8, 8, 14];

function row(cells: readonly string[], last: string): string {
  return [...cells.map((cell, index) => padded(cell, widths[index] ?? 8)), last].join('');
}

/** The text padded to this many terminal columns; a Chinese character takes two. */
function padded(text: string, width: number): string {
  const taken = [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2000 ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, width - taken));
}
