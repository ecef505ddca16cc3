import type { Directory } from './directory.ts';
import type { Sessions } from './sessions.ts';
import type { SignInTools } from './sign-in.ts';
import type { SingleSignOn } from './single-sign-on.ts';

/** What the doors of sessions work with; made once, with the identity. */
export type SessionTools = SignInTools & {
  readonly sessions: Sessions;
  readonly directory: Directory;
  readonly singleSignOn: SingleSignOn | null;
};
