import Box from '@mui/material/Box';
import type { RoiQuery, RoiReport } from '@wedsync/domain/success';
import { formatCount, formatMoney, Money, StatRow, StatTile } from '../../platform/index.ts';
import { moneyRange } from './money-range.ts';
import { outcomesUrl } from './rows-behind.ts';

/** The whole in figures: saved and its interval, what the naive count would claim, value, cost, net and ratio. */
export function RoiTiles({ report, query }: { readonly report: RoiReport; readonly query: RoiQuery }) {
  const { total, measuredAt } = report;
  const { saved, contactedAndStayed, valueImpact, costMinor, judgedCostMinor, net, ratio } = total;
  const pounds = (minor: number | undefined) =>
    minor === undefined ? 'Not enough data' : <Money amountMinor={minor} currency="GBP" style="short" />;
  return (
    <StatRow>
      <StatTile
        label="Saved revenue"
        value={pounds(saved?.minor)}
        trend={moneyRange(saved)}
        to={outcomesUrl(query, { counted: true, stayJudged: true })}
        explain={{
          definition: `What stayed because of playbooks: treated less held out, ${report.retentionDays} days after entering, times what one that stays is worth. Playbooks that cannot be told yet are left out.`,
          formula: 'N treated × difference in staying × mean residual value, summed over playbooks',
          source: 'Outcomes, lifetime values',
          asOf: measuredAt,
        }}
      />
      <StatTile
        label="Contacted and stayed (naive)"
        value={pounds(contactedAndStayed.minor)}
        trend={`${formatCount(contactedAndStayed.suppliers)} suppliers, most of whom would have stayed anyway`}
        to={outcomesUrl(query, { counted: true, contacted: true, retained: true, arm: 'treated' })}
        explain={{
          definition:
            'What those are still worth that an act reached and that still pay: each supplier once, by the last playbook that contacted it. It claims no cause.',
        }}
      />
      <StatTile
        label="Impact on lifetime value"
        value={pounds(valueImpact?.minor)}
        trend={moneyRange(valueImpact)}
        to={outcomesUrl(query, { counted: true, stayJudged: true })}
        explain={{
          definition:
            'Realised and residual value at the end of the window less that on entering: mean of the treated less mean of the held out, times the treated, with Welch’s interval. It sees upgrades and refunds too.',
          source: 'Lifetime values, day by day',
        }}
      />
      <StatTile
        label="Cost"
        value={pounds(costMinor)}
        trend={`${formatCount(total.acts)} acts for ${formatCount(total.entered)} treated`}
        to={outcomesUrl(query, { arm: 'treated' })}
        explain={{
          definition:
            'Letters, texts and minutes of colleagues at the prices that held on the day of each act, for everybody who entered: a second time, chosen by hand, or not yet judged too.',
          source: 'Costs and windows',
        }}
      />
      <StatTile
        label="Net"
        value={pounds(net?.minor)}
        trend={moneyRange(net)}
        explain={{
          definition: `Saved revenue less what was spent on the same suppliers: drawn for the first time, their days passed, in playbooks that can be told.${judgedCostMinor === null ? '' : ` That is ${formatMoney(judgedCostMinor, 'GBP')} of all that was spent, ${formatMoney(costMinor, 'GBP')}.`}`,
          formula: 'Saved revenue − cost of those judged',
        }}
      />
      <StatTile
        label="Return"
        value={ratio === null ? 'Not enough data' : `${times(ratio.value)} ×`}
        trend={
          ratio === null ? null : <Box component="span">{`95 %: ${times(ratio.low)} to ${times(ratio.high)} ×`}</Box>
        }
        explain={{
          definition: `Net for each pound spent on the suppliers judged: ${formatMoney(100, 'GBP')} in, so many pounds more out.`,
        }}
      />
    </StatRow>
  );
}

const times = (ratio: number) => ratio.toFixed(1).replace('-', '−');
