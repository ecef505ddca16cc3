import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { ReactNode } from 'react';
import { useAddress } from '../hooks/use-address.ts';

export type TabDefinition = {
  readonly id: string;
  readonly label: string;
  readonly count?: number;
  readonly element: ReactNode;
};

/** Tabs whose choice is in the URL (?tab=money), so a link opens the right one. @example <TabBar label="Supplier" tabs={tabs} /> */
export function TabBar({
  tabs,
  label,
  parameter = 'tab',
}: {
  tabs: readonly TabDefinition[];
  label: string;
  parameter?: string;
}) {
  const [search, change] = useAddress();
  const chosen = tabs.find(({ id }) => id === search.get(parameter)) ?? tabs[0];
  if (chosen === undefined) return null;
  return (
    <Box>
      <Box sx={{ borderBottom: 1, borderColor: 'divider', marginBottom: 5 }}>
        <Tabs
          value={chosen.id}
          aria-label={label}
          variant="scrollable"
          onChange={(_event, id: string) => change({ [parameter]: id })}
        >
          {tabs.map((tab) => (
            <Tab
              key={tab.id}
              id={`tab-${tab.id}`}
              value={tab.id}
              aria-controls={`panel-${tab.id}`}
              label={tab.count === undefined ? tab.label : `${tab.label} ${tab.count}`}
            />
          ))}
        </Tabs>
      </Box>
      <Box role="tabpanel" id={`panel-${chosen.id}`} aria-labelledby={`tab-${chosen.id}`}>
        {chosen.element}
      </Box>
    </Box>
  );
}
