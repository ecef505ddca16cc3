import { interventionOutcomes } from './intervention-outcomes.ts';
import { interventionPolicies, measureInterventionsNow, reviseInterventionPolicy } from './intervention-policies.ts';

export { interventionFunnelDoor } from './intervention-funnel.ts';

export const interventionResources = [interventionOutcomes, interventionPolicies];
export const interventionActions = [reviseInterventionPolicy, measureInterventionsNow];
