import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import TextField from '@mui/material/TextField';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import { ConditionEditor } from './ConditionEditor.tsx';
import { conditionOn, group, type Joint, peel, wrap } from './edit-rule.ts';
import { NegateToggle, RemoveButton } from './part-buttons.tsx';
import { faultHere, type Place, type RuleBuilderProps } from './place.ts';

type Props = RuleBuilderProps & {
  readonly place: Place;
  /** Without it, the group is the whole rule and stays. */
  readonly onRemove?: () => void;
};

/** One group: how its parts join, the parts, and what can be added. */
export function GroupEditor({ place, rule, known, faults, onChange, onRemove }: Props) {
  const { negated, inner } = peel(rule);
  if ('field' in inner) return null;
  const joint: Joint = 'all' in inner ? 'all' : 'any';
  const parts = 'all' in inner ? inner.all : inner.any;
  const join = (next: readonly SegmentRule[], by = joint) => onChange(wrap({ negated, inner: group(by, next) }));
  const [firstField] = known.fields;
  const path = [...place.path, ...(negated ? ['not'] : []), joint];
  return (
    <Box
      role="group"
      aria-label={place.name}
      sx={{
        display: 'grid',
        gap: 2,
        padding: 3,
        border: 1,
        borderColor: 'divider',
        borderRadius: '8px',
        borderLeftWidth: 3,
        minWidth: 0,
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <NegateToggle of={place.name} negated={negated} onChange={(next) => onChange(wrap({ negated: next, inner }))} />
        <TextField
          fullWidth={false}
          select
          hiddenLabel
          value={joint}
          onChange={(event) => join(parts, event.target.value === 'any' ? 'any' : 'all')}
          slotProps={{ select: { native: true }, htmlInput: { 'aria-label': `How the parts of ${place.name} join` } }}
        >
          <option value="all">All of these hold</option>
          <option value="any">Any of these holds</option>
        </TextField>
        <Box sx={{ flex: 1 }} />
        {onRemove && <RemoveButton of={place.name} onRemove={onRemove} />}
      </Box>
      {parts.map((part, index) => {
        const change = (next: SegmentRule) => join(parts.map((each, at) => (at === index ? next : each)));
        const shared = {
          place: { path: [...path, index], name: nameOf(place, part, index) },
          rule: part,
          known,
          faults,
          onChange: change,
          onRemove: () => join(parts.filter((_part, at) => at !== index)),
        };
        // Parts have no identity but their place.
        return 'field' in peel(part).inner ? (
          <ConditionEditor key={index} {...shared} />
        ) : (
          <GroupEditor key={index} {...shared} />
        );
      })}
      {faultHere(faults, path) !== undefined && <FormHelperText error>{faultHere(faults, path)}</FormHelperText>}
      <Box sx={{ display: 'flex', gap: 2 }}>
        <Button
          variant="text"
          startIcon={<Add />}
          disabled={firstField === undefined}
          onClick={() => firstField && join([...parts, conditionOn(firstField)])}
        >
          Add condition
        </Button>
        <Button
          variant="text"
          startIcon={<Add />}
          disabled={firstField === undefined}
          onClick={() =>
            firstField && join([...parts, group(joint === 'all' ? 'any' : 'all', [conditionOn(firstField)])])
          }
        >
          Add group
        </Button>
      </Box>
    </Box>
  );
}

function nameOf({ name }: Place, part: SegmentRule, index: number): string {
  const kind = 'field' in peel(part).inner ? 'condition' : 'group';
  return name === 'Rule' ? `${kind} ${index + 1}` : `${name}, ${kind} ${index + 1}`;
}
