/** Statuses of disputes that are decided, as an array in SQL. */
export const closedDisputes = `'{won,lost,warning_closed,prevented}'::text[]`;

/** The condition on disputes `d` that nobody has decided yet. */
export const openDisputeSql = `d.deleted_at is null and d.status <> all(${closedDisputes})`;
