import { createServer } from 'node:http';
import pg from 'pg';
import { listCases } from './cases.ts';
import { announce } from './serving.ts';

/** The least a server can do for the same page: node's http, one hand-written statement, JSON. No session, no scope, no total. */
export async function serveFloor(databaseUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  const server = createServer(async (req, res) => {
    const { rows } = await pool.query(statements[Number(req.url?.slice(1))] ?? 'select 1');
    const body = JSON.stringify(rows);
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    res.end(body);
  });
  await announce(server);
}

const statements = listCases.map(
  ({ order, where, query }) => `
select s.id, s.external_id as "externalId", s.business_name as "businessName", s.vendor_type as "vendorType", s.region, s.country,
  s.time_zone as "timeZone", s.currency, s.owner_id as "ownerId", o.name as "ownerName", s.tags, s.signed_up_at as "signedUpAt", s.plan_code as "planCode",
  s.lifecycle, s.mrr_minor as "mrrMinor", s.health_score as "healthScore", s.health_band as "healthBand", s.health_trend as "healthTrend",
  s.churn_probability as "churnProbability", s.open_task_count as "openTaskCount", s.next_wedding_on as "nextWeddingOn", s.last_seen_at as "lastSeenAt",
  s.version, s.created_at as "createdAt", s.updated_at as "updatedAt"
from (select s.row_no from suppliers s ${where === undefined ? '' : `where ${where}`} order by ${order} offset ${query.from ?? 0} limit 25) page
join suppliers s using (row_no) left join staff o on o.id = s.owner_id order by ${order}`,
);
