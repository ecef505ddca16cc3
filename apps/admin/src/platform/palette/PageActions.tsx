import { Command } from 'cmdk';
import { useLocation } from 'react-router-dom';
import { useRecordActions } from '../actions/use-actions.ts';
import type { ActionTarget } from '../data/action.ts';
import { recordAt } from './record-at.ts';

/** The actions of the record on screen; those not possible now say why. */
export function PageActions({ onChoose }: { onChoose: (target: ActionTarget) => void }) {
  const record = recordAt(useLocation().pathname);
  const { data: actions = [] } = useRecordActions(record?.resource ?? '', record?.id);
  if (record === null || actions.length === 0) return null;
  return (
    <Command.Group heading="Actions on this page">
      {actions.map(({ verb, title, allowed, why }) => (
        <Command.Item
          key={verb}
          value={`${title} ${verb}`}
          disabled={!allowed}
          onSelect={() => onChoose({ ...record, verb })}
        >
          {title}
          {!allowed && <small>{why}</small>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
