import { Router } from 'express';
import { DAY_SECONDS, epochOf, isoDate } from '../world/calendar.ts';
import { referenceRates } from './reference-rates.ts';
import type { RatesOfDay } from './reference-rates.ts';

interface RatesDoor {
  seed: number;
  now: () => Date;
}

/** The ECB's three files of euro reference rates, in its own shape: the last day, ninety days and all of them. Newest day first, as there. */
export function ecbRouter({ seed, now }: RatesDoor): Router {
  const router = Router();
  const files: Record<string, (days: RatesOfDay[]) => RatesOfDay[]> = {
    'eurofxref-daily.xml': (days) => days.slice(-1),
    'eurofxref-hist-90d.xml': (days) => days.filter(({ day }) => day > isoDate(epochOf(now()) - 90 * DAY_SECONDS)),
    'eurofxref-hist.xml': (days) => days,
  };
  for (const [file, choose] of Object.entries(files))
    router.get(`/ecb/stats/eurofxref/${file}`, (_request, response) => {
      response.type('text/xml').send(envelope(choose(referenceRates(seed, epochOf(now()))).toReversed()));
    });
  return router;
}

function envelope(days: readonly RatesOfDay[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
\t<Cube>
${days.map(cube).join('\n')}
\t</Cube>
</gesmes:Envelope>
`;
}

function cube({ day, perEuro }: RatesOfDay): string {
  const rates = Object.entries(perEuro).map(([currency, rate]) => `<Cube currency="${currency}" rate="${rate}"/>`);
  return `\t\t<Cube time="${day}">${rates.join('')}</Cube>`;
}
