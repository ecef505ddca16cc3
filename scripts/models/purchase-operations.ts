import { z } from 'zod';
import { mean } from '@wedsync/domain/platform/statistics';
import {
  backtestPurchases,
  bgNbdCustomerLogLik,
  bgNbdLogLik,
  chanceAlive,
  expectedFuturePurchases,
  expectedPurchases,
  expectedValue,
  fitBgNbd,
  fitGammaGamma,
  forecastCustomer,
  rfmSummary,
  type Purchase,
  type RfmRow,
} from '@wedsync/domain/revenue';
import { operation, type Operation } from './operation.ts';
import { numberIn, readTable, tableSchema, type Row, type TableSource } from './table.ts';

const positive = z.number().positive();
const bgNbdParams = z.object({ r: positive, alpha: positive, a: positive, b: positive });
const gammaGammaParams = z.object({ p: positive, q: positive, v: positive });
const customer = z.object({
  id: z.union([z.string(), z.number()]).default(''),
  x: z.number(),
  tx: z.number(),
  T: z.number(),
  m: z.number().default(0),
});
const logColumns = z
  .object({ id: z.string(), date: z.string(), value: z.string() })
  .default({ id: 'id', date: 'date', value: 'value' });
const summaryColumns = z
  .object({
    id: z.string().default('id'),
    x: z.string().default('x'),
    tx: z.string().default('t_x'),
    T: z.string().default('T'),
    m: z.string().default('zbar'),
  })
  .prefault({});
const clv = z.object({ months: z.int().positive(), monthlyDiscount: z.number().min(0), unitsPerMonth: positive });

/** Purchases that no contract promises. */
export const purchaseOperations: Readonly<Record<string, Operation>> = {
  'rfm.summary': operation(
    z.object({ file: tableSchema, columns: logColumns, asOf: z.string(), unitDays: positive.default(7) }),
    ({ file, columns, asOf, unitDays }) => summarised(rfmSummary(readPurchases(file, columns), { asOf, unitDays })),
  ),
  'bgnbd.fit': operation(z.object({ file: tableSchema, columns: summaryColumns }), ({ file, columns }) =>
    fitBgNbd(readSummary(file, columns)),
  ),
  'bgnbd.logLik': operation(
    z.object({
      file: tableSchema,
      columns: summaryColumns,
      at: z.array(bgNbdParams).min(1),
      customers: z.array(z.union([z.string(), z.number()])).default([]),
    }),
    ({ file, columns, at, customers }) => {
      const rows = readSummary(file, columns);
      const wanted = customers.flatMap((id) => rows.filter((row) => row.id === String(id)));
      const last = at[1] ?? at[0];
      return {
        logLik: at.map((params) => bgNbdLogLik(params, rows)),
        perCustomerAtSecond: last === undefined ? [] : wanted.map((row) => bgNbdCustomerLogLik(last, row)),
      };
    },
  ),
  'bgnbd.expectations': operation(
    z.object({
      params: bgNbdParams,
      t: z.array(z.number().min(0)),
      conditional: customer.extend({ t: positive }).optional(),
    }),
    ({ params, t, conditional }) => ({
      EX: t.map((each) => expectedPurchases(params, each)),
      ...(conditional === undefined
        ? {}
        : {
            EY: expectedFuturePurchases(params, conditional, conditional.t),
            pAlive: chanceAlive(params, conditional),
          }),
    }),
  ),
  'bgnbd.forecast': operation(
    z.object({
      file: tableSchema,
      columns: summaryColumns,
      params: bgNbdParams,
      gammaGamma: gammaGammaParams.optional(),
      horizons: z.array(positive).min(1),
      clv: clv.optional(),
    }),
    forecast,
  ),
  'bgnbd.score': operation(
    z.object({
      params: bgNbdParams,
      gammaGamma: gammaGammaParams.optional(),
      customers: z.array(customer),
      t: positive,
      clv: clv.optional(),
    }),
    ({ params, gammaGamma, customers, t, clv }) => ({
      scores: customers.map((each) =>
        forecastCustomer(params, gammaGamma ?? null, { ...each, id: String(each.id) }, t, clv ?? null),
      ),
    }),
  ),
  'bgnbd.backtest': operation(
    z.object({
      file: tableSchema,
      columns: logColumns,
      calibrationEnd: z.string(),
      holdoutEnd: z.string(),
      unitDays: positive.default(7),
      params: bgNbdParams.optional(),
    }),
    ({ file, columns, params, ...period }) => backtestPurchases(readPurchases(file, columns), period, params),
  ),
  'gammagamma.fit': operation(z.object({ file: tableSchema, columns: summaryColumns }), ({ file, columns }) =>
    fitGammaGamma(readSpending(file, columns)),
  ),
  'gammagamma.conditional': operation(
    z.object({ params: gammaGammaParams, customers: z.array(z.object({ x: z.number(), m: z.number() })) }),
    ({ params, customers }) => ({ value: customers.map((each) => expectedValue(params, each)) }),
  ),
};

/** So many rows are shown; the figures beside them are about all. */
const shownRows = 8;

function summarised(rows: readonly RfmRow[]) {
  const repeaters = rows.filter(({ x }) => x > 0);
  return {
    n: rows.length,
    repeatTransactions: rows.reduce((sum, { x }) => sum + x, 0),
    zeroRepeaters: rows.length - repeaters.length,
    sumTx: rows.reduce((sum, { tx }) => sum + tx, 0),
    sumT: rows.reduce((sum, { T }) => sum + T, 0),
    meanValueRepeaters: mean(repeaters.map(({ m }) => m)),
    rows: rows
      .slice(0, shownRows)
      .map(({ id, x, tx, T, m }) => ({ id: Number.isNaN(Number(id)) ? id : Number(id), x, t_x: tx, T, zbar: m })),
  };
}

type ForecastInput = {
  readonly file: TableSource;
  readonly columns: z.output<typeof summaryColumns>;
  readonly params: z.output<typeof bgNbdParams>;
  readonly gammaGamma?: z.output<typeof gammaGammaParams> | undefined;
  readonly horizons: readonly number[];
  readonly clv?: z.output<typeof clv> | undefined;
};

function forecast({ file, columns, params, gammaGamma, horizons, clv }: ForecastInput) {
  const rows = readSummary(file, columns);
  const longest = horizons.at(-1) ?? 0;
  const forecasts = rows.map((row) => forecastCustomer(params, gammaGamma ?? null, row, longest, clv ?? null));
  const values = forecasts.flatMap(({ value }) => (value === null ? [] : [value]));
  const worth = forecasts.flatMap(({ id, clv }) => (clv === null ? [] : [{ id, clv }])).sort((a, b) => b.clv - a.clv);
  return {
    expectedTransactionsTotal: horizons.map((t) =>
      rows.reduce((sum, row) => sum + expectedFuturePurchases(params, row, t), 0),
    ),
    pAliveMean: mean(forecasts.map(({ pAlive }) => pAlive)),
    meanConditionalValue: mean(values),
    clvTotal: worth.reduce((sum, { clv }) => sum + clv, 0),
    clvTop10: worth.slice(0, 10),
    first5: forecasts.slice(0, 5).map(({ id, pAlive, expected, value }) => ({ id, pAlive, expected, value })),
  };
}

function readPurchases(file: TableSource, columns: z.output<typeof logColumns>): Purchase[] {
  return readTable(file).map((row) => ({
    customerId: row[columns.id] ?? '',
    day: isoDay(row[columns.date] ?? ''),
    value: numberIn(row, columns.value),
  }));
}

/** 19970118 or 1997-01-18. */
function isoDay(text: string): string {
  return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text.slice(0, 10);
}

type SummaryColumns = z.output<typeof summaryColumns>;

function readSummary(file: TableSource, columns: SummaryColumns): RfmRow[] {
  return readTable(file).map((row) => ({
    id: row[columns.id] ?? '',
    x: numberIn(row, columns.x),
    tx: numberIn(row, columns.tx),
    T: numberIn(row, columns.T),
    m: valueIn(row, columns.m),
  }));
}

function readSpending(file: TableSource, columns: SummaryColumns): { x: number; m: number }[] {
  return readTable(file).map((row) => ({ x: numberIn(row, columns.x), m: numberIn(row, columns.m) }));
}

/** A summary without values can still be fitted. */
function valueIn(row: Row, column: string): number {
  return column in row ? numberIn(row, column) : 0;
}
