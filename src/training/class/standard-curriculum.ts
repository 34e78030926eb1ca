import { beijingTime } from '../../calendar/beijing-time.ts';
import { addWorkingDays } from '../../calendar/working-days.ts';
import type { CourseType, Session, TeachingMethod } from './session.ts';

type Lesson = readonly [title: string, type: CourseType, method: TeachingMethod, lecturer: string, place: string];

const HALL = '县委党校主课堂';
const ROOM = '县委党校研讨室';

/**
 * A main class's ten teaching days, a morning and an afternoon each: 14 of the 18 counted sessions are party theory or party spirit
 * (77.8 %), 5 of them party spirit (27.8 %).
 */
const LESSONS: readonly Lesson[] = [
  ['开班式暨入学教育', 'partyTheory', 'opening', '县委组织部', HALL],
  ['习近平新时代中国特色社会主义思想的世界观和方法论', 'partyTheory', 'lecture', '县委党校教研室', HALL],
  ['马克思主义经典著作导读', 'partyTheory', 'lecture', '县委党校教研室', HALL],
  ['坚持和加强党的全面领导', 'partyTheory', 'lecture', '县委党校教研室', HALL],
  ['党章党规党纪专题', 'partySpirit', 'lecture', '县纪委监委', HALL],
  ['经典著作学习体会', 'partyTheory', 'groupDiscussion', '班主任', ROOM],
  ['红色故居现场教学', 'partySpirit', 'fieldTeaching', '现场教学点讲解员', '红色教育现场教学点'],
  ['重温入党誓词与党性教育', 'partySpirit', 'seminar', '班主任', '红色教育现场教学点'],
  ['中国式现代化的理论与实践', 'partyTheory', 'lecture', '县委党校教研室', HALL],
  ['全过程人民民主', 'partyTheory', 'lecture', '县委党校教研室', HALL],
  ['百千万工程的县域实践', 'dutyCapability', 'caseTeaching', '县发展和改革局', HALL],
  ['乡村治理现场教学', 'dutyCapability', 'fieldTeaching', '现场教学点讲解员', '基层治理现场教学点'],
  ['总体国家安全观', 'partyTheory', 'lecture', '县委党校教研室', HALL],
  ['意识形态工作责任制', 'partyTheory', 'seminar', '县委宣传部', ROOM],
  ['党性分析', 'partySpirit', 'partySpiritAnalysis', '班主任', ROOM],
  ['正反典型案例剖析', 'partySpirit', 'caseTeaching', '县纪委监委', HALL],
  ['突发事件应对情景模拟', 'professional', 'simulation', '县应急管理局', ROOM],
  ['学员论坛：学用结合', 'partyTheory', 'traineeForum', '班委会', HALL],
  ['新质生产力与县域产业', 'knowledge', 'guidedTalk', '县科工商务局', HALL],
  ['结业式暨优秀学员分享', 'partyTheory', 'closing', '县委组织部', HALL],
];

const HALF_DAYS = [
  { from: '08:30', to: '11:30' },
  { from: '14:30', to: '17:30' },
] as const;

/**
 * The timetable of a main class over ten teaching days, which meets the required shares of hours.
 * @param opensOn - Beijing day; if it is a day off, the class opens on the next working day
 */
export function standardCurriculum(opensOn: string): Session[] {
  return LESSONS.map(([title, type, method, lecturer, place], index) => {
    const { from, to } = HALF_DAYS[index % 2 === 0 ? 0 : 1];
    const dateOn = teachingDay(opensOn, Math.floor(index / 2));
    return {
      sessionId: `${dateOn}-${from.replace(':', '')}`,
      title,
      method,
      dateOn,
      startsAt: beijingTime(dateOn, from),
      endsAt: beijingTime(dateOn, to),
      parts: [{ type, minutes: 180 }],
      lecturer,
      place,
      countsInRatio: method !== 'opening' && method !== 'closing',
    };
  });
}

/** The Beijing day on which the standard timetable of a class that opens on `opensOn` ends. */
export function standardCurriculumEndsOn(opensOn: string): string {
  return teachingDay(opensOn, Math.ceil(LESSONS.length / 2) - 1);
}

function teachingDay(opensOn: string, index: number): string {
  const first = addWorkingDays(opensOn, 0);
  return index === 0 ? first : addWorkingDays(first, index);
}
