import { expect, test } from 'vitest';
import { readEcbRates, UnreadableRates } from './ecb-rates.ts';

const file = (cubes: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope><gesmes:subject>Reference rates</gesmes:subject><Cube>${cubes}</Cube></gesmes:Envelope>`;

test('every rate of every day is read as it is printed', () =>
  expect(
    readEcbRates(
      file(
        `<Cube time="2026-11-20"><Cube currency="USD" rate="1.0950"/><Cube currency="JPY" rate="162.10"/></Cube><Cube time='2026-11-19'><Cube currency='GBP' rate='0.85615'/></Cube>`,
      ),
    ),
  ).toEqual([
    { day: '2026-11-20', currency: 'USD', perEuro: '1.0950' },
    { day: '2026-11-20', currency: 'JPY', perEuro: '162.10' },
    { day: '2026-11-19', currency: 'GBP', perEuro: '0.85615' },
  ]));

test.each([
  ['a page that says no', '<html>Not found</html>'],
  ['a day that is none', file('<Cube time="yesterday"><Cube currency="USD" rate="1"/></Cube>')],
  ['a day without rates', file('<Cube time="2026-11-20"></Cube>')],
  ['a rate that is no number', file('<Cube time="2026-11-20"><Cube currency="USD" rate="N/A"/></Cube>')],
  ['a rate of zero', file('<Cube time="2026-11-20"><Cube currency="USD" rate="0.0"/></Cube>')],
])('%s is refused whole', (_what, xml) => {
  const refused = (() => {
    try {
      return readEcbRates(xml);
    } catch (error) {
      return UnreadableRates.matches(error);
    }
  })();
  expect(refused).toBe(true);
});
