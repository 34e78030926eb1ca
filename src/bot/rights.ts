import { beijingDateOf } from '../calendar/beijing-time.ts';
import type { Identity } from '../chat/update.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Action, Actor, Subject } from '../county/policy.ts';
import {
  allow,
  decidesAbout,
  isOfKeepers,
  isOfTeam,
  mayEver,
  mayIn,
  requireAllowed,
  requireIn,
} from '../county/policy.ts';
import type { RuleError } from '../errors.ts';
import type { Store } from '../stores.ts';
import { keepersOn } from '../training/class/classes.ts';
import type { EnrollmentRow } from '../training/class/enrollments.ts';
import { postOn } from '../training/committee/members.ts';
import { sharersOf } from '../training/needs-survey/surveys.ts';
import { looksAfter } from '../training/rooms/class-rooms.ts';
import { teamsWithout } from '../training/scoring/evaluation-team.ts';
import { actorOf, type Offices, officesOf } from './actor.ts';

/** What one person may do at one moment: looked up once, when it is first asked. */
export class Rights {
  readonly store: Store;
  readonly person: CadreRow;
  /** When the update was accepted; the same in a second run. */
  readonly now: Date;
  /** People who are system admins by configuration. */
  readonly configuredAdmins: readonly Identity[];
  #actor: Promise<Actor> | undefined;
  #attends: Promise<EnrollmentRow[]> | undefined;
  #kept: Promise<Actor> | undefined;

  /** @param admins - people who are system admins by configuration */
  constructor(store: Store, person: CadreRow, now: Date, admins: readonly Identity[]) {
    this.store = store;
    this.person = person;
    this.now = now;
    this.configuredAdmins = admins;
  }

  /** The person who acted with their rights, looked up at this moment. */
  actor(): Promise<Actor> {
    this.#actor ??= actorOf(this.store, this.person, this.configuredAdmins, beijingDateOf(this.now));
    return this.#actor;
  }

  /** The person's own offices, without those they do for others. */
  ownOffices(): Promise<Offices> {
    return officesOf(this.store, [this.person._id]);
  }

  /** @throws RuleError when the person may not do this, also because it would decide about themselves */
  async require(action: Action, subject: Subject): Promise<void> {
    requireAllowed(await this.#actorFor(action, [subject]), action, subject);
  }

  /** Checks a right before it is known whom the act is about. @throws RuleError when the person may not do this there to anybody */
  async requireIn(action: Action, place: Pick<Subject, 'classId' | 'unitId'>): Promise<void> {
    if (decidesAbout(action) === 'class') return this.require(action, place);
    requireIn(await this.#actorFor(action, [place]), action, place);
  }

  /**
   * What was looked for, if it is there and the person may do this to it. Who may not is told the same of what is not there.
   * @throws RuleError `policy…`, or `missing`
   */
  async requireFound<Row>(
    action: Action,
    row: Row | null | undefined,
    subjectOf: (row: Row) => Subject,
    missing: RuleError,
  ): Promise<Row> {
    if (row === null || row === undefined) {
      requireIn(await this.#actorFor(action), action, {});
      throw missing;
    }
    await this.require(action, subjectOf(row));
    return row;
  }

  /** Whether the person may do this to at least something. */
  async mayEver(action: Action): Promise<boolean> {
    return mayEver(isOfKeepers(action) ? await this.#actorFor(action) : await this.actor(), action);
  }

  /** Those of these acts that the person may do to at least something. */
  async everAllowed(actions: readonly Action[]): Promise<ReadonlySet<Action>> {
    const keeper = actions.some(isOfKeepers) ? await this.#actorFor('sign-in.roll') : undefined;
    const actor = await this.actor();
    return new Set(actions.filter((action) => mayEver((isOfKeepers(action) && keeper) || actor, action)));
  }

  async may(action: Action, subject: Subject): Promise<boolean> {
    return allow(await this.#actorFor(action, [subject]), action, subject);
  }

  /** @param places - where it is to be done; which evaluation teams these classes have is read for those with that role alone */
  async #actorFor(action: Action, places: readonly Pick<Subject, 'classId'>[] = []): Promise<Actor> {
    const actor = await this.#withTasks(action);
    if (!isOfTeam(actor, action)) return actor;
    const classIds = places.flatMap(({ classId }) => classId ?? []);
    return { ...actor, otherTeams: await teamsWithout(this.store, this.person._id, classIds) };
  }

  /** Decisions about a class are not open to its trainees, and some trainees keep its roll or are on its committee; only for these the classes of the person are read. */
  async #withTasks(action: Action): Promise<Actor> {
    if (isOfKeepers(action)) {
      this.#kept ??= this.#keeper();
      return this.#kept;
    }
    if (decidesAbout(action) !== 'class') return this.actor();
    const attendsClassIds = (await this.#attended()).map((each) => each.classId);
    return { ...(await this.actor()), attendsClassIds };
  }

  /** The person with the classes whose roll they keep and of whose committee they are, those of which they look after a branch classroom, the surveys they share, and the exchange pairs they are mentor in. */
  async #keeper(): Promise<Actor> {
    const [actor, ofTrainee, rows, surveys, pairs] = await Promise.all([
      this.actor(),
      this.#ofTrainee(),
      this.store.classes.withRoomTeacher(this.person._id),
      this.store.surveys.sharedWith(this.person._id),
      this.store.exchangePairs.mentoredBy(this.person._id),
    ]);
    const kept = rows.filter((row) => looksAfter(row, this.person._id));
    const shared = surveys.filter((row) => sharersOf(row).includes(this.person._id));
    return {
      ...{ ...actor, ...ofTrainee, keepsRoomsOf: kept.map(({ _id }) => _id) },
      sharesSurveys: shared.map(({ _id }) => _id),
      mentorsIn: pairs.map(({ _id }) => _id),
    };
  }

  #attended(): Promise<EnrollmentRow[]> {
    this.#attends ??= this.store.enrollments.ofCadre(this.person._id);
    return this.#attends;
  }

  /** The classes whose roll the person keeps today, and of whose committee they are; who is no trainee of the class any more has neither. */
  async #ofTrainee(): Promise<Pick<Actor, 'keepsRollOf' | 'onCommitteeOf'>> {
    const named = await this.store.classes.withKeeper(this.person._id);
    if (named.length === 0) return {};
    const attended = (await this.#attended()).filter(({ state }) => state !== 'withdrawn');
    const present = named.filter(({ _id }) => attended.some(({ classId }) => classId === _id));
    const [{ _id: cadreId }, todayOn] = [this.person, beijingDateOf(this.now)];
    return {
      keepsRollOf: present.filter((row) => keepersOn(row, todayOn).includes(cadreId)).map(({ _id }) => _id),
      onCommitteeOf: present.filter((row) => postOn(row, cadreId, todayOn) !== undefined).map(({ _id }) => _id),
    };
  }

  /** Those of the rows to which the person may do this. */
  async allowedOf<Row>(action: Action, rows: readonly Row[], subjectOf: (row: Row) => Subject): Promise<Row[]> {
    const actor = await this.#actorFor(action, rows.map(subjectOf));
    return rows.filter((row) => allow(actor, action, subjectOf(row)));
  }

  /** Those of the rows that lie where the person may do this, whoever it is then about; what `requireIn` is for one. */
  async allowedIn<Row>(
    action: Action,
    rows: readonly Row[],
    placeOf: (row: Row) => Pick<Subject, 'classId' | 'unitId'>,
  ): Promise<Row[]> {
    if (decidesAbout(action) === 'class') return this.allowedOf(action, rows, placeOf);
    const actor = await this.#actorFor(action, rows.map(placeOf));
    return rows.filter((row) => mayIn(actor, action, placeOf(row)));
  }
}
