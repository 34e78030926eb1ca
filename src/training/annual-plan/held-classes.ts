import type { ClassStore } from '../class/class-store.ts';
import { isHeldHere } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { HeldClass } from './plan-progress.ts';

/** The classes of a year that were not withdrawn, with how many take part. */
export async function heldClasses(
  {
    classes,
    enrollments,
  }: { classes: Pick<ClassStore, 'endingFrom'>; enrollments: Pick<EnrollmentStore, 'traineesOf'> },
  year: string,
): Promise<HeldClass[]> {
  const rows = (await classes.endingFrom(`${year}-01-01`)).filter(
    (row) => row.state !== 'withdrawn' && isHeldHere(row) && row.opensOn < `${Number(year) + 1}-01-01`,
  );
  return Promise.all(
    rows.map(async ({ _id, name, kind, planItem, opensOn, closesOn }) => ({
      ...{ _id, name, kind, opensOn, closesOn, trainees: (await enrollments.traineesOf(_id)).length },
      ...(planItem === undefined ? {} : { planItem }),
    })),
  );
}
