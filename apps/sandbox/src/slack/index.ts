export { SlackWorkspace } from './workspace.ts';
export type { SlackChannel, SlackMessage, SlackWorkspaceSnapshot } from './workspace.ts';
export { slackRouter } from './slack-router.ts';
