import type { Task } from '@wedsync/domain/suppliers';

export type TaskGroup = { readonly label: string; readonly tasks: readonly Task[] };

type Rule = { readonly label: string; readonly takes: (dueOn: string | null, today: string) => boolean };

/** The first that takes a task has it. */
const rules: readonly Rule[] = [
  { label: 'Overdue', takes: (dueOn, today) => dueOn !== null && dueOn < today },
  { label: 'Today', takes: (dueOn, today) => dueOn === today },
  { label: 'This week', takes: (dueOn, today) => dueOn !== null && dueOn <= sundayOf(today) },
  { label: 'Later', takes: (dueOn) => dueOn !== null },
  { label: 'Without a day', takes: () => true },
];

/** Tasks by when they are due, each group in the order they came; empty groups are left out. */
export function groupTasks(tasks: readonly Task[], today: string): readonly TaskGroup[] {
  const ruleOf = ({ dueOn }: Task) => rules.find(({ takes }) => takes(dueOn, today));
  return rules
    .map((rule) => ({ label: rule.label, tasks: tasks.filter((task) => ruleOf(task) === rule) }))
    .filter((group) => group.tasks.length > 0);
}

const dayMs = 86_400_000;

function sundayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return new Date(at.getTime() + ((7 - at.getUTCDay()) % 7) * dayMs).toISOString().slice(0, 10);
}
