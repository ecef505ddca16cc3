import { ThemeProvider } from '@mui/material/styles';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ActionPreviewLines } from '../actions/ActionPreviewLines.tsx';
import { createAdminTheme } from '../theme/theme.ts';
import { BandChip } from './BandChip.tsx';
import { BeforeAfter } from './BeforeAfter.tsx';
import { Money } from './Money.tsx';
import { Sparkline } from './Sparkline.tsx';
import { StatusChip } from './StatusChip.tsx';
import { Trend } from './Trend.tsx';

/** The words a reader meets, tags and styles taken away. */
function wordsOf(element: ReactElement): string {
  const html = renderToString(<ThemeProvider theme={createAdminTheme('light')}>{element}</ThemeProvider>);
  return html
    .replaceAll(/<style[^>]*>.*?<\/style>/gs, '')
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

describe('a state', () => {
  it('is always told by its word, not by colour alone', () =>
    expect(wordsOf(<StatusChip status="past_due" />)).toBe('Past due'));
  it('of health that was never scored says so', () => expect(wordsOf(<BandChip band={null} />)).toBe('Not scored yet'));
  it('of health shows the score beside the word', () =>
    expect(wordsOf(<BandChip band="at_risk" score={31.4} />)).toBe('31 At risk'));
});

describe('a figure', () => {
  it('without a currency is a dash, never a bare number', () =>
    expect(wordsOf(<Money amountMinor={100} currency={null} />)).toBe('–'));
  it('that falls says so to people who do not see the arrow', () =>
    expect(wordsOf(<Trend change={-1} text="4.0%" />)).toBe('down 4.0%'));
  it('as a sparkline has a name', () =>
    expect(
      renderToString(
        <ThemeProvider theme={createAdminTheme('dark')}>
          <Sparkline values={[1, 2]} label="Health over 2 weeks" />
        </ThemeProvider>,
      ),
    ).toContain('aria-label="Health over 2 weeks"'));
});

describe('what changed', () => {
  it('shows old beside new for changed fields only', () => {
    expect(wordsOf(<BeforeAfter before={{ status: 'open', id: 1 }} after={{ status: 'paid', id: 1 }} />)).toBe(
      'Field Before After Status open paid',
    );
  });
});

describe('the preview of an action', () => {
  const preview = {
    token: 't',
    lines: [{ label: 'VAT', value: '£1.33' }],
    warnings: ['Stripe keeps its fee.'],
    approval: { role: 'support_lead', why: 'over £30.00' },
    data: {},
  };
  it('says what will happen, what to mind and who must approve', () => {
    expect(wordsOf(<ActionPreviewLines preview={preview} error={null} pending={false} missing={[]} />)).toBe(
      'VAT £1.33 Stripe keeps its fee. Somebody else must approve (support lead): over £30.00',
    );
  });
  it('names what is still missing', () => {
    expect(wordsOf(<ActionPreviewLines preview={null} error={null} pending={false} missing={['Amount']} />)).toBe(
      'Fill in amount to see what will happen.',
    );
  });
});
