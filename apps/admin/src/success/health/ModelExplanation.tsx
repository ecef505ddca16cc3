import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { measureWeights, type HealthModelRow } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  EmptyState,
  ErrorState,
  ExplainPopover,
  formatDate,
  recordPath,
  Section,
  SkeletonRows,
} from '../../platform/index.ts';
import { bandLooks } from './health-words.ts';
import { useCurrentModel } from '../success-data.ts';
import { CurvePlot, curveInWords } from './CurvePlot.tsx';

/** How a score is made: the measures of the model that scores now, what each weighs and what its values earn. */
export function ModelExplanation() {
  const { model, isPending, error, refetch } = useCurrentModel();
  if (isPending)
    return (
      <Section title="How the score is made" padded={false}>
        <SkeletonRows rows={10} />
      </Section>
    );
  if (model === undefined)
    return (
      <Section title="How the score is made">
        {error === null ? (
          <EmptyState title="No model is published">
            A published model scores every supplier; its measures appear here.
          </EmptyState>
        ) : (
          <ErrorState error={error} retry={refetch} title="The model could not be loaded" />
        )}
      </Section>
    );
  return (
    <Section
      title="How the score is made"
      hint={`${model.title}${model.publishedAt === null ? '' : `, since ${formatDate(model.publishedAt)}`}`}
      actions={
        <>
          <Link to={recordPath('health-models', model.id)}>This model</Link>
          <Link to="/health-models">All models and drafts</Link>
        </>
      }
      padded={false}
    >
      <ModelParts model={model} />
    </Section>
  );
}

/** What a model measures, weighs and excepts. */
export function ModelParts({ model }: { model: HealthModelRow }) {
  return (
    <>
      <Introduction model={model} />
      <Box sx={{ overflowX: 'auto' }}>
        <MeasureTable model={model} />
      </Box>
      <Weightings model={model} />
      <Exceptions model={model} />
    </>
  );
}

function Introduction({ model: { config } }: { model: HealthModelRow }) {
  const bands = config.bands.map(({ band, upTo }) => `${bandLooks[band].label} up to ${upTo}`).join(', ');
  return (
    <Typography variant="body2" color="text.secondary" sx={{ padding: 4, maxWidth: 820 }}>
      Each measure earns 0 to 100 points on its curve. The score is their weighted mean. A measure without data is left
      out and the others grow alike; when less than {Math.round(config.minimumCoverage * 100)}% of the weight is known,
      health is unknown. {bands}.
    </Typography>
  );
}

function MeasureTable({ model }: { model: HealthModelRow }) {
  const shares = measureWeights(model.config);
  return (
    <Table size="small" aria-label="Measures of the health model">
      <TableHead>
        <TableRow>
          <TableCell>Measure</TableCell>
          <TableCell>Group</TableCell>
          <TableCell align="right">Weight</TableCell>
          <TableCell>What values earn</TableCell>
          <TableCell>No data</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {model.config.measures.map((measure, index) => (
          <MeasureRow key={measure.key} measure={measure} share={shares[index] ?? 0} model={model} />
        ))}
      </TableBody>
    </Table>
  );
}

type Measure = HealthModelRow['config']['measures'][number];
export const nullWords: Readonly<Record<Measure['nullMeans'], string>> = {
  ignore: 'left out',
  zero: 'counts as 0',
  neutral: 'counts as 50',
};

function MeasureRow({ measure, share, model }: { measure: Measure; share: number; model: HealthModelRow }) {
  const about = model.measures.find(({ key }) => key === measure.key);
  const group = model.config.groups.find(({ key }) => key === measure.group);
  const title = about?.title ?? measure.key;
  const words = curveInWords(measure.curve, about?.unit ?? '');
  return (
    <TableRow>
      <TableCell>
        <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
          {title}
          <ExplainPopover name={title} definition={about?.definition ?? ''} formula={words} />
        </Box>
      </TableCell>
      <TableCell>{group?.title ?? measure.group}</TableCell>
      <TableCell align="right" className="tabular">
        {measure.liftPoints === undefined ? `${(100 * share).toFixed(1)}%` : `up to +${measure.liftPoints}`}
      </TableCell>
      <TableCell>
        <CurvePlot curve={measure.curve} label={`${title}: ${words}`} />
      </TableCell>
      <TableCell>{nullWords[measure.nullMeans]}</TableCell>
    </TableRow>
  );
}

function Weightings({ model: { config } }: { model: HealthModelRow }) {
  if (config.weightings.length === 0) return null;
  const titles = new Map(config.groups.map(({ key, title }) => [key, title]));
  return (
    <Box sx={{ padding: 4 }}>
      <Typography variant="subtitle2" component="h3">
        Weights by segment
      </Typography>
      <Typography variant="caption" color="text.secondary">
        The first segment a supplier is in counts; the weights above are everybody else’s.
      </Typography>
      <Box component="ol" sx={{ margin: 0, paddingLeft: 5 }}>
        {config.weightings.map(({ key, title, segment, weights }) => (
          <li key={key}>
            <Link to={recordPath('segments', segment)}>{title}</Link>:{' '}
            <span className="tabular">
              {weights.map(({ group, weight }) => `${titles.get(group) ?? group} ${weight}`).join(', ')}
            </span>
          </li>
        ))}
      </Box>
    </Box>
  );
}

function Exceptions({ model: { config } }: { model: HealthModelRow }) {
  if (config.exceptions.length === 0) return null;
  return (
    <Box sx={{ padding: 4 }}>
      <Typography variant="subtitle2" component="h3">
        Exceptions
      </Typography>
      <Typography variant="caption" color="text.secondary">
        The first that holds caps the score.
      </Typography>
      <Box component="ol" sx={{ margin: 0, paddingLeft: 5 }}>
        {config.exceptions.map(({ key, title, cap }) => (
          <li key={key}>
            {title}: at most <span className="tabular">{cap}</span>
          </li>
        ))}
      </Box>
    </Box>
  );
}
