import type { RoiReport } from '@wedsync/domain/success';
import { EmptyState, humanize, Section } from '../../platform/index.ts';
import { ForestPlot } from './ForestPlot.tsx';

/** Whom a playbook helps and whom it annoys, by plan and health on entering; only groups large enough in both arms. */
export function GroupTable({ report: { groups } }: { readonly report: RoiReport }) {
  if (groups.length === 0)
    return (
      <Section title="Groups">
        <EmptyState title="No group is large enough">
          A plan and health band is told apart once twenty of each arm are judged in it. Cut finer, chance would always
          find one in which something works.
        </EmptyState>
      </Section>
    );
  return (
    <ForestPlot
      title="More of them stay, by plan and health on entering"
      explain="The same comparison within each stratum in which suppliers were drawn. Many groups are looked at: about one in twenty shows an effect by chance alone."
      rows={groups.map(({ playbookId, playbookName, planCode, healthBand, staying }) => ({
        key: `${playbookId}/${planCode}/${healthBand}`,
        name: `${playbookName}: ${humanize(planCode)}, ${humanize(healthBand).toLowerCase()}`,
        effect: staying,
      }))}
    />
  );
}
