/** A row of mrr_movements that is a loss: it ends MRR, is no pause of the season, and was not taken back. */
export const isLossSql = (movement: string) =>
  `${movement}.type = 'churn' and ${movement}.in_net and not ${movement}.reversal and ${movement}.reason is distinct from 'pause'
   and not exists (select from mrr_movements taken_back where taken_back.reversal and taken_back.restates_movement_id = ${movement}.id)`;
