/** The little of oidc-provider that the tests use; the package ships no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  type Account = { readonly accountId: string; claims(): Promise<Record<string, unknown>> };
  type Configuration = Record<string, unknown> & {
    readonly findAccount: (context: unknown, subject: string) => Promise<Account>;
    readonly interactions: { readonly url: (context: unknown, interaction: { readonly uid: string }) => string };
  };

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): RequestListener;
    readonly Grant: new (about: { accountId: string; clientId: string }) => {
      addOIDCScope(scope: string): void;
      save(): Promise<string>;
    };
    interactionFinished(
      req: IncomingMessage,
      res: ServerResponse,
      result: unknown,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }
}
