import Box from '@mui/material/Box';
import { Link } from 'react-router-dom';
import { Banner } from '../../platform/index.ts';
import { useChurnHorizons } from './churn-data.ts';
import { inWords } from './churn-words.ts';

/** Says that champions foretell nothing because their features have another meaning now, and the way out. */
export function OutdatedChampions() {
  const { data = [] } = useChurnHorizons();
  const outdated = data.filter(({ championOutdated }) => championOutdated);
  if (outdated.length === 0) return null;
  return (
    <Banner tone="caution">
      <Box component="span">
        Nothing is foretold for {inWords(outdated.map(({ horizonDays }) => `${horizonDays}`))} days:{' '}
        {outdated.length === 1 ? 'the champion was' : 'the champions were'} trained on features that have another
        meaning now. Train another under <Link to="/churn-models">Models</Link> and promote it.
      </Box>
    </Banner>
  );
}
