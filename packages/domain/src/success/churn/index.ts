export * from './choose-classifier.ts';
