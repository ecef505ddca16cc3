import type { MeasuredReferrals, ReferralFigures, ReferralState } from '@wedsync/domain/success';
import { countOf, formatCount, formatDate, formatPercent, listUrl, StatRow, StatTile } from '../../platform/index.ts';
import { cycleWords, intervalWords } from './figure-words.ts';

type Props = { readonly measured: MeasuredReferrals; readonly states: ReferralFigures['states'] };

const few = 'Too few';

/** The figures of everybody, each with what it means and the invites behind it. */
export function ReferralTiles({ measured, states }: Props) {
  const { overall, cycle, window } = measured;
  const { k, kSenders, amplification, invitesPerCustomer, conversion, customers, invites, paid } = overall;
  const span = `invites sent ${formatDate(window.from)} to ${formatDate(window.to)}`;
  const count = (state: ReferralState) => states.find((row) => row.state === state)?.referrals ?? 0;
  const of = (state: ReferralState) => listUrl('referrals', { filter: { state: [state] } });
  return (
    <StatRow>
      <StatTile
        label="K, viral factor"
        value={k === null ? few : k.value.toFixed(2)}
        trend={k === null ? `${countOf(customers, 'customer')}, ${countOf(invites, 'invite')}` : intervalWords(k)}
        explain={{
          definition: `How many paying customers each customer brings: ${span}, by those who were customers then; paid within 90 days of the invite. Needs 30 customers and 10 invites.`,
          formula: 'K = i · c, over all customers; interval: score interval of a count, wider where a few bring many',
          source: 'Invites, suppliers, first paid invoices',
        }}
      />
      <StatTile
        label="Invites per customer (i)"
        value={invitesPerCustomer === null ? few : invitesPerCustomer.toFixed(2)}
        trend={`${formatCount(invites)} by ${countOf(customers, 'customer')}`}
        explain={{
          definition: `Different people invited, by customer: ${span}. Inviting the same address again is a reminder, no second invite.`,
        }}
      />
      <StatTile
        label="Conversion (c)"
        value={formatPercent(conversion)}
        trend={`${formatCount(paid)} of ${countOf(invites, 'invite')}`}
        explain={{ definition: `Of these invites, those whose invitee paid within 90 days and earned the credit.` }}
      />
      <StatTile
        label="K of those who invite"
        value={kSenders === null ? few : kSenders.toFixed(2)}
        explain={{
          definition:
            'The same, divided by those who invited anybody: how well inviting works, not how far it carries.',
        }}
      />
      <StatTile
        label="Amplification"
        value={amplification === null ? (k === null ? few : 'No end') : `× ${amplification.value.toFixed(2)}`}
        trend={
          amplification === null
            ? undefined
            : `95 %: × ${amplification.low.toFixed(2)} to ${amplification.high === null ? 'no end' : `× ${amplification.high.toFixed(2)}`}`
        }
        explain={{
          definition: 'How many customers each customer won by other means becomes in the end, itself included.',
          formula: '1 / (1 − K), while K is below 1',
        }}
      />
      <StatTile
        label="Cycle time"
        value={cycleWords(cycle)}
        trend={
          cycle.days === null
            ? `${cycle.cycles} of at least 10`
            : `95 %: ${Math.round(cycle.days.low)} to ${Math.round(cycle.days.high)} days, ${cycle.cycles} cycles`
        }
        explain={{
          definition:
            'Median days from an invite that brought somebody to the first invite this somebody sends, over 24 months; of those who went on to invite.',
        }}
      />
      <StatTile label="Credited" value={formatCount(count('credited'))} to={of('credited')} />
      <StatTile label="Waiting" value={formatCount(count('waiting'))} to={of('waiting')} />
      <StatTile label="Fraud" value={formatCount(count('fraud'))} to={of('fraud')} />
    </StatRow>
  );
}
