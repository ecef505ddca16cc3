import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { vendorTypes, type VendorType } from '@wedsync/domain/suppliers';
import {
  AsOf,
  ErrorState,
  humanize,
  Page,
  PageHeader,
  Section,
  SkeletonRows,
  useAddress,
} from '../../platform/index.ts';
import { CohortCurves } from './CohortCurves.tsx';
import { CohortFunnel } from './CohortFunnel.tsx';
import { MilestoneTabs } from './MilestoneTabs.tsx';
import { useCohorts } from './milestone-data.ts';

const everybody = 'all';

/** How suppliers of a type come to their milestones, all together or who signed up in the same half-year; both stay in the address. */
export default function ProgressPage() {
  const [search, change] = useAddress();
  const vendorType: VendorType = vendorTypes.find((type) => type === search.get('type')) ?? 'photographer';
  const { data = [], error, isPending, refetch } = useCohorts(vendorType);
  const halfYears = [...new Set(data.map(({ cohort }) => cohort))].filter((cohort) => cohort !== everybody);
  const cohort = halfYears.find((one) => one === search.get('signed-up')) ?? everybody;
  const shown = data.filter((row) => row.cohort === cohort);
  return (
    <Page>
      <PageHeader
        title="Milestones"
        hint={<AsOf at={data[0]?.measuredAt} staleAfterMinutes={26 * 60} />}
        actions={
          <>
            <Pick
              label="Type of vendor"
              value={vendorType}
              choices={vendorTypes.map((type) => [type, humanize(type)])}
              onPick={(type) => change({ type })}
            />
            <Pick
              label="Signed up"
              value={cohort}
              choices={[[everybody, 'At any time'], ...halfYears.toSorted().toReversed().map(halfYearInWords)]}
              onPick={(one) => change({ 'signed-up': one === everybody ? null : one })}
            />
          </>
        }
      />
      <MilestoneTabs />
      {isPending && (
        <Section>
          <SkeletonRows rows={8} />
        </Section>
      )}
      {error && <ErrorState error={error} retry={() => void refetch()} title="Milestones could not be loaded" />}
      {!isPending && !error && (
        <>
          <CohortFunnel cohorts={shown} />
          <CohortCurves cohorts={shown} />
        </>
      )}
    </Page>
  );
}

type PickProps = {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly onPick: (value: string) => void;
};

function Pick({ label, value, choices, onPick }: PickProps) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      onChange={({ target }) => onPick(target.value)}
      fullWidth={false}
      sx={{ width: 190 }}
    >
      {choices.map(([id, words]) => (
        <MenuItem key={id} value={id}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
}

function halfYearInWords(cohort: string): [string, string] {
  const [year, half] = cohort.split('H');
  return [cohort, `${half === '1' ? 'January to June' : 'July to December'} ${year}`];
}
