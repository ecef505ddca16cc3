import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useQuery } from '@tanstack/react-query';
import { accountBalanceSchema } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import { z } from 'zod';
import { ErrorState, getJson, listUrl, Money, Section, SkeletonRows } from '../../platform/index.ts';

const balancesSchema = z.array(accountBalanceSchema);

/** What each account holds per currency; every figure leads to its entries. */
export function AccountBalances() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['account-balances'],
    queryFn: async () => balancesSchema.parse(await getJson('/account-balances')),
  });
  if (isPending) return <SkeletonRows rows={4} />;
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data.length === 0) return null;
  const currencies = [...new Set(data.map(({ currency }) => currency))].toSorted();
  const accounts = [...new Map(data.map((balance) => [balance.account, balance])).values()];
  const of = (account: string, currency: string) =>
    data.find((balance) => balance.account === account && balance.currency === currency);
  return (
    <Section title="Accounts">
      <Table size="small" aria-label="Account balances">
        <TableHead>
          <TableRow>
            <TableCell>Account</TableCell>
            {currencies.map((currency) => (
              <TableCell key={currency} align="right">
                {currency}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {accounts.map(({ account, name, description }) => (
            <TableRow key={account}>
              <TableCell title={description}>{name}</TableCell>
              {currencies.map((currency) => (
                <TableCell key={currency} align="right">
                  <Balance balance={of(account, currency)?.balanceMinor} account={account} currency={currency} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}

function Balance({
  balance,
  account,
  currency,
}: {
  readonly balance: number | undefined;
  readonly account: string;
  readonly currency: string;
}) {
  if (balance === undefined) return '–';
  return (
    <Link to={listUrl('journal-entries', { filter: { account: [account], currency: [currency] } })}>
      <Money amountMinor={balance} currency={currency} />
    </Link>
  );
}
