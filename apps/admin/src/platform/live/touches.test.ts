import { describe, expect, it } from 'vitest';
import { touchedBy } from './touches.ts';

describe('an event', () => {
  it('touches its resource, what changes with it, and what changes with everything', () =>
    expect(
      touchedBy('playbooks', [{ playbooks: ['enrolments'], messages: ['interventions'] }, { '*': ['dashboard'] }]),
    ).toEqual(['playbooks', 'enrolments', 'dashboard']));
});
