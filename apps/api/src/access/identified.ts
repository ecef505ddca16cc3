import type { Principal } from '@wedsync/domain/platform';

/** Who a request comes from, and what is going on with them. */
export type Identified = {
  /** The person themselves, also while `req.principal` looks through a supplier's eyes. */
  readonly person: Principal;
  readonly viewAs: ViewAs | null;
};
export type ViewAs = {
  readonly supplierId: string;
  readonly businessName: string;
  readonly reason: string;
  readonly expiresAt: string;
};

declare module 'express-serve-static-core' {
  interface Request {
    identified?: Identified;
  }
}
