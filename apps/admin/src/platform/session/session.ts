/** Who is signed in and what they may do, as GET /api/session answers. */
export type Session = {
  readonly staff: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly string[];
    readonly scope: unknown;
  };
  readonly permissions: readonly string[];
  readonly csrfToken: string;
  readonly viewAs: ViewAs | null;
};

/** A running look through a supplier's eyes (read-only). */
export type ViewAs = {
  readonly supplierId: string;
  readonly businessName: string;
  readonly reason: string;
  readonly expiresAt: string;
};

/** Ways to sign in besides a password. */
export type SignInProviders = { readonly oidc: { readonly name: string; readonly startUrl: string } | null };

export type Credentials = { readonly email: string; readonly password: string; readonly totp?: string };
