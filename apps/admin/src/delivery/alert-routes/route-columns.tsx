import { alertTypes, type AlertRoute } from '@wedsync/domain/delivery';
import { type Column, humanize, ToneChip } from '../../platform/index.ts';

export const typeChoices = alertTypes.map(({ type, title }) => ({ id: type, name: title }));

/** Columns of the rules, in the order in which they are asked. */
export const routeColumns: readonly Column<AlertRoute>[] = [
  { id: 'place', label: 'Place', render: ({ place }) => place, sortBy: 'place', align: 'right', phone: true },
  { id: 'name', label: 'Rule', render: ({ name }) => name, sortBy: 'name', always: true, phone: true },
  { id: 'if', label: 'If', render: (route) => conditionsOf(route) },
  { id: 'channel', label: 'Told in', render: ({ channel }) => channel, phone: true },
  {
    id: 'enabled',
    label: 'In force',
    render: ({ enabled }) => <ToneChip tone={enabled ? 'positive' : 'neutral'}>{enabled ? 'Yes' : 'Off'}</ToneChip>,
  },
];

function conditionsOf({ types, severities, planCodes, ownerIds }: AlertRoute): string {
  const named = (ids: readonly string[]) => ids.map((id) => typeChoices.find((type) => type.id === id)?.name ?? id);
  const parts = [
    named(types).join(' or '),
    severities.map(humanize).join(' or '),
    planCodes.length > 0 && `plan ${planCodes.map(humanize).join(' or ')}`,
    ownerIds.length > 0 && (ownerIds.length === 1 ? 'one owner' : `${ownerIds.length} owners`),
  ].filter(Boolean);
  return parts.length === 0 ? 'Any alert' : parts.join(', and ');
}
