import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { runbookPath } from './runbook-path.ts';
import { runbookBlocks, type RunbookBlock } from './runbook-blocks.ts';

/** The text of a runbook as a page. */
export function RunbookText({ text }: { readonly text: string }) {
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {runbookBlocks(text).map((block, index) => (
        // A runbook never changes while it is read.
        <Block key={index} block={block} />
      ))}
    </Box>
  );
}

function Block({ block }: { readonly block: RunbookBlock }) {
  switch (block.kind) {
    case 'heading':
      return (
        <Typography variant="h3" component="h2">
          {words(block.text)}
        </Typography>
      );
    case 'paragraph':
      return <Typography variant="body1">{words(block.text)}</Typography>;
    case 'numbers':
    case 'bullets':
      return (
        <Box
          component={block.kind === 'numbers' ? 'ol' : 'ul'}
          sx={{ margin: 0, paddingLeft: 6, display: 'grid', gap: 2 }}
        >
          {block.items.map((item) => (
            <li key={item}>{words(item)}</li>
          ))}
        </Box>
      );
    case 'table':
      return <RunbookTable head={block.head} rows={block.rows} />;
    case 'code':
      return (
        <Box
          component="pre"
          sx={({ colours }) => ({
            margin: 0,
            padding: 3,
            borderRadius: 1,
            overflowX: 'auto',
            backgroundColor: colours.canvas,
          })}
        >
          {block.text}
        </Box>
      );
  }
}

function RunbookTable({ head, rows }: Pick<Extract<RunbookBlock, { kind: 'table' }>, 'head' | 'rows'>) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {head.map((cell) => (
              <TableCell key={cell}>{words(cell)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.join('|')}>
              {row.map((cell, index) => (
                <TableCell key={head[index] ?? cell}>{words(cell)}</TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

/** Bold, emphasis, code and links to other runbooks; everything else as it stands. */
function words(text: string): ReactNode[] {
  return text
    .split(/(\*\*[^*]+\*\*|`[^`]+`|\b_[^_]+_\b|\[[^\]]+\]\([^)]+\))/)
    .map((piece, index) => marked(piece, index));
}

const marks: readonly {
  readonly pattern: RegExp;
  readonly show: (match: RegExpExecArray, key: number) => ReactNode;
}[] = [
  { pattern: /^\*\*(.+)\*\*$/, show: ([, inner], key) => <strong key={key}>{inner}</strong> },
  { pattern: /^`(.+)`$/, show: ([, inner], key) => <code key={key}>{inner}</code> },
  { pattern: /^_(.+)_$/, show: ([, inner], key) => <em key={key}>{inner}</em> },
  {
    pattern: /^\[(.+)\]\(([a-z-]+)\.md\)$/,
    show: ([, inner, name = ''], key) => (
      <Link key={key} to={runbookPath(name)}>
        {inner}
      </Link>
    ),
  },
];

function marked(piece: string, key: number): ReactNode {
  for (const { pattern, show } of marks) {
    const match = pattern.exec(piece);
    if (match !== null) return show(match, key);
  }
  return piece;
}
