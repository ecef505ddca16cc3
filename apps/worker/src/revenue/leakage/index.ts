export { findLeakage, reportLeakage } from './report-leakage.ts';
