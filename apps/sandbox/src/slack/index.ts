export { pressButton } from './interactivity.ts';
export type { SlackApp } from './interactivity.ts';
export { slackPeople } from './people.ts';
export { SlackWorkspace } from './workspace.ts';
export type { SlackMessage, SlackWorkspaceSnapshot } from './workspace.ts';
export { slackRouter } from './slack-router.ts';
