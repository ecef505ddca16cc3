export { measureInterventions } from './measure-interventions.ts';
