/** When the last thirty days began, today among them: whole days of the reporting zone, as lists filter by. */
export const thirtyDaysAgoSql = `((now() at time zone 'Europe/London')::date - 29)::timestamp at time zone 'Europe/London'`;
