/** What pages of other capabilities build rules with. Apart from the index of suppliers, so that only they load it. */
export { RuleEditor } from './builder/RuleEditor.tsx';
export { useSegmentFields } from './segment-data.ts';
export { useSegmentChoices } from './use-segment-choices.ts';
