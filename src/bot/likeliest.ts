import type { Button, Card } from '../chat/message.ts';
import { ownClasses } from '../training/leave/leave-standing.ts';
import type { Context } from './context.ts';
import { taskOf, tasksOf } from './help-tasks.ts';
import { openTask, showWaiting } from './presses.ts';
import { type TodoItem, todoWords } from './todo-words.ts';
import { waitingTasks } from './waiting-tasks.ts';
import { chatWords } from './words.ts';

const mostChoices = 3;

/** A sentence with what the person most likely wants now: the cards that wait for them, or else their first tasks. */
export async function likeliest(ctx: Context, sentence: string): Promise<Card> {
  const waiting = await waitingTasks(ctx);
  const first = waiting.slice(0, mostChoices);
  const choices = first.length > 0 ? first.map(buttonOf) : await taskButtons(ctx);
  const lines = first.map((item, index) => todoWords.item(item, index, ctx.now));
  return chatWords.likely(ctx.update.id, sentence, lines, waiting.length, choices);
}

/** Whether the person is a trainee of a class that is not over. */
export async function takesPart({ store, person, now }: Context): Promise<boolean> {
  return (await ownClasses(store, person._id, now)).length > 0;
}

function buttonOf({ key }: TodoItem, index: number): Button {
  return { label: todoWords.button(index), press: showWaiting.with({ key }) };
}

async function taskButtons(ctx: Context): Promise<Button[]> {
  const [actor, isTrainee] = await Promise.all([ctx.actor(), takesPart(ctx)]);
  const tasks = tasksOf(actor, isTrainee).filter((name) => name !== 'todo');
  return tasks
    .slice(0, mostChoices)
    .map((name) => ({ label: taskOf(name).label, press: openTask.with({ task: name }) }));
}
