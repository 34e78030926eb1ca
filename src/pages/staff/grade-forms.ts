import { html } from 'htm/preact';
import type { Context } from '../../bot/context.ts';
import { RuleError } from '../../errors.ts';
import type { ClassRow } from '../../training/class/classes.ts';
import { gatherTrainees } from '../../training/grading/class-assessment.ts';
import { GRADES, gradeLabel } from '../../training/grading/grade.ts';
import type { GradingRow } from '../../training/grading/gradings.ts';
import { type StandingTie, standingTie } from '../../training/grading/standing-tie.ts';
import { staffPageWords as words } from '../words.ts';
import { formMarks } from './card-view.ts';
import { wordOf } from './form.ts';
import type { Part } from './layout.ts';

const mostReason = 200;

/** What the evaluation team decides besides the rules, while there is a proposal of grades that may still be changed. */
export async function gradeForms(ctx: Context, trainingClass: ClassRow, csrf: string): Promise<Part> {
  const { _id: classId } = trainingClass;
  const grading = await ctx.store.gradings.byClass(classId);
  if (grading?.state !== 'proposed' && grading?.state !== 'returned') return undefined;
  const tie = await tieOf(ctx, trainingClass, grading);
  return html`${gradeForm(classId, await ctx.store.enrollments.traineesOf(classId), csrf)}
  ${tie.tied.length === 0 ? undefined : tieForm(classId, tie, csrf)}`;
}

/** None where the scores do not fit the rules: the list above the form says why. */
async function tieOf(ctx: Context, trainingClass: ClassRow, grading: GradingRow): Promise<StandingTie> {
  try {
    const rules = ctx.rulesOf(trainingClass);
    return standingTie(await gatherTrainees(ctx.store, trainingClass, rules, ctx.now), grading, rules);
  } catch (error) {
    if (error instanceof RuleError) return { tied: [] };
    throw error;
  }
}

function gradeForm(classId: string, trainees: readonly { cadreId: string; name: string }[], csrf: string): Part {
  return html`<form method="post" action="/staff/change-grade" class="fields">
    ${formMarks(csrf)}<input type="hidden" name="class" value=${classId} />
    <fieldset>
      <legend>${words.changeGrade}</legend>
      <div>
        <label for="cadre">${words.trainee}</label>
        <select id="cadre" name="cadre" required>
          <option value="">${words.choose}</option>
          ${trainees.map(({ cadreId, name }) => html`<option value=${cadreId}>${name}</option>`)}
        </select>
      </div>
      <div>
        <label for="grade">${words.grade}</label>
        <select id="grade" name="grade" required>
          ${GRADES.map((grade) => html`<option>${gradeLabel(grade)}</option>`)}
        </select>
      </div>
      ${reasonField('reason')}
      <button class="primary">${words.submit}</button>
    </fieldset>
  </form>`;
}

/** A choice for each place; nobody is proposed for one before the order was decided. */
function tieForm(classId: string, { tied, decision }: StandingTie, csrf: string): Part {
  return html`<form method="post" action="/staff/break-tie" class="fields">
    ${formMarks(csrf)}<input type="hidden" name="class" value=${classId} />
    <fieldset>
      <legend>${words.breakTie}</legend>
      <p class="hint">${words.breakTieHint(tied.map(({ name }) => name))}</p>
      ${tied.map(({ cadreId: placed }, index) => {
        const field = placeField(index);
        return html`<div>
          <label for=${field}>${words.tiePlace(index + 1)}</label>
          <select id=${field} name=${field} required>
            <option value="">${words.choose}</option>
            ${tied.map(
              ({ cadreId, name }) =>
                html`<option value=${cadreId} selected=${decision !== undefined && cadreId === placed}>${name}</option>`,
            )}
          </select>
        </div>`;
      })}
      ${reasonField('tie-reason', decision?.reason)}
      <button class="primary">${words.submit}</button>
    </fieldset>
  </form>`;
}

function reasonField(id: string, value = ''): Part {
  return html`<div class="wide">
    <label for=${id}>${words.reason}</label>
    <input id=${id} name="reason" value=${value} required maxlength=${String(mostReason)} autocomplete="off" />
  </div>`;
}

/** `/调整等次` as it is typed in chat. */
export function gradeCommand(fields: URLSearchParams): string | undefined {
  const [classId, cadreId] = [wordOf(fields, 'class'), wordOf(fields, 'cadre')];
  const grade = GRADES.map(gradeLabel).find((label) => label === fields.get('grade'));
  const reason = reasonOf(fields);
  if (classId === undefined || cadreId === undefined || grade === undefined || reason === '') return undefined;
  return `/调整等次 ${classId} ${cadreId} ${grade} ${reason}`;
}

/** `/并列` as it is typed in chat. */
export function tieCommand(fields: URLSearchParams): string | undefined {
  const classId = wordOf(fields, 'class');
  const people: string[] = [];
  for (;;) {
    const cadreId = wordOf(fields, placeField(people.length));
    if (cadreId === undefined) break;
    people.push(cadreId);
  }
  // A reason that begins with a separator would be read as one name more.
  const reason = reasonOf(fields).replace(/^[、,，﹑､\s]+/u, '');
  if (classId === undefined || people.length < 2 || reason === '') return undefined;
  return `/并列 ${classId} ${people.join('、')} ${reason}`;
}

function placeField(index: number): string {
  return `place${index + 1}`;
}

function reasonOf(fields: URLSearchParams): string {
  return (fields.get('reason') ?? '')
    .replace(/[\s#＃]+/gu, ' ')
    .trim()
    .slice(0, mostReason);
}
