/** Acts that left the house, whether or not they came back. */
export const doneStates = `('sent', 'delivered', 'bounced', 'engaged')`;
/** Acts that reached somebody, as far as we know. */
export const reachedStates = `('sent', 'delivered', 'engaged')`;

/** What an act needs to be priced: its message for the parts of a text, its task for whether it was done. */
export const actCostJoins = `
left join messages m on i.kind = 'sms' and m.id = i.outcome_id
left join tasks t on i.kind = 'task' and t.id = i.outcome_id`;

/** Thousandths of a minor unit that the act `i` cost by the terms `w`: its channel's price once it left, and the minutes of colleagues. */
export const actCostSql = `(
  case when i.state not in ${doneStates} then 0
    when i.kind = 'email' then w.email_per_thousand_minor
    when i.kind = 'sms' then w.sms_per_thousand_minor * greatest(1, coalesce(m.segments, 1))
    when i.kind = 'in_app' then w.in_app_per_thousand_minor
    else 0 end
  + round(1000.0 * w.hourly_cost_minor / 60 * (
    case when i.kind = 'task' and t.status = 'done' then w.task_minutes when i.kind = 'alert' and i.state in ${doneStates} then w.alert_minutes else 0 end
    + case when i.engaged_by = 'replied' then w.reply_minutes else 0 end
    + case when i.decided_by is not null then w.approval_minutes else 0 end
  )))`;

/** When it was done, for the terms in force. */
export const actAtSql = 'coalesce(i.sent_at, i.proposed_at)';
