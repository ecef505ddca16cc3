import type { Milestone } from '@wedsync/domain/success';
import { supplierMilestonesSchema } from '@wedsync/domain/success';
import { describe, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { access } from '../../src/access/index.ts';
import { success } from '../../src/success/index.ts';
import { signedIn, useStaffApp } from '../access/staff-app.ts';

const app = useStaffApp({ capabilities: [access, success] });

const described = {
  key: 'portal_opened',
  title: 'Client portal opened',
  rule: { event: 'feature.used', detail: 'client_portal', times: 1 },
  targetDays: 30,
  position: 55,
};

describe('milestones', () => {
  test('are added and edited, with what changed in the audit trail', async () => {
    const browser = await signedIn(app);
    const made = await browser.post('/milestones', described);
    expect([made.status, made.body.vendorTypes, made.body.active]).toEqual([201, [], true]);
    const milestone: Milestone = made.body;
    const edited = await browser.put(`/milestones/${milestone.id}`, {
      ...milestone,
      vendorTypes: ['planner'],
      celebration: { title: 'Open for couples', text: 'Your portal is open.' },
    });
    expect(edited.body).toMatchObject({
      vendorTypes: ['planner'],
      celebration: { title: 'Open for couples' },
      version: 2,
    });
    const silenced = await browser.put(`/milestones/${milestone.id}`, { ...edited.body, celebration: null });
    expect([silenced.status, silenced.body.celebration]).toEqual([200, null]);
    const trail = await app.database.current.owner('audit_entries').where({ resource_id: milestone.id });
    expect(trail).toHaveLength(3);
  });

  test('have keys of their own and rules that can come true', async () => {
    const browser = await signedIn(app);
    expect((await browser.post('/milestones', { ...described, key: 'team_invited' })).body.code).toBe(
      'milestone-key-taken',
    );
    const never = { ...described, key: 'never', rule: { event: 'login', detail: 'gallery', times: 1 } };
    expect((await browser.post('/milestones', never)).status).toBe(400);
  });

  test('of one supplier are those of its type, in the order of its way', async () => {
    await addSupplier(app.database.current.owner, 'sup_1', { vendor_type: 'music' });
    const browser = await signedIn(app);
    const way = supplierMilestonesSchema.parse((await browser.get('/supplier-milestones/sup_1')).body);
    expect([way.cohort, way.watched, way.milestones[0]?.title]).toEqual(['2025H1', true, 'Profile completed']);
    expect(way.milestones.map(({ title }) => title)).not.toContain('First gallery published');
    expect((await browser.get('/supplier-milestones/sup_none')).status).toBe(404);
    expect((await browser.get('/late-milestones')).body).toEqual([]);
    expect((await browser.get('/milestone-cohorts')).body).toEqual([]);
  });
});
