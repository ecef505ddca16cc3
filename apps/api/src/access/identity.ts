import { channels, openListener } from '@wedsync/db/platform';
import { signInPolicy, type SignInPolicy } from '@wedsync/domain/access';
import { HOUR_MS, MINUTE_MS } from '@wedsync/domain/platform';
import { Router, type RequestHandler } from 'express';
import { doorRouter, type ApiServices } from '../platform/index.ts';
import { accountDoors } from './account-doors.ts';
import { authenticateService, bearerOf } from './authenticate-service.ts';
import { requireCsrfToken } from './csrf.ts';
import { directoryOf, staffPrincipal, visitingPrincipal, type Directory } from './directory.ts';
import { authenticatorCipher } from './keys.ts';
import { readOnlyMachine, readOnlyVisit } from './guards.ts';
import { invitationDoors } from './invitation-doors.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { signInDoors } from './sign-in-doors.ts';
import { createSingleSignOn } from './single-sign-on.ts';
import { createThrottle } from './throttle.ts';

export type Identity = {
  /** Runs before every staff route: session or token, sign-in, CSRF, and what a visit forbids. */
  readonly handlers: readonly RequestHandler[];
  close(): Promise<void>;
};

/** Makes the part of the api that knows who is calling. `limits` replaces the policy's figures where tests need other ones. */
export async function createIdentity(services: ApiServices, limits: Partial<SignInPolicy> = {}): Promise<Identity> {
  const policy = { ...configuredPolicy(services), ...limits };
  const directory = directoryOf(services.store);
  const sessions = openSessions(services, directory, policy);
  const listener = await openListener({
    url: services.env.database.url,
    applicationName: 'wedsync-api-access',
    channels: [channels.access],
    onTrouble: (error) => services.log.warn({ err: error }, 'not told of changed rights for the moment'),
  });
  listener.on(channels.access, (id) => (id === null ? directory.forgetAll() : directory.forget(id)));
  const tools = {
    ...services,
    throttle: createThrottle(sessions.pool, policy),
    cipher: authenticatorCipher(services.env.session.secret),
    sessions,
    directory,
    singleSignOn: createSingleSignOn(services),
  };
  const staffDoor: RequestHandler[] = [
    sessions.middleware,
    knowPerson(services, sessions, directory),
    doorRouter(waysIn, tools),
    requireCsrfToken,
    doorRouter(accountDoors, tools),
    readOnlyVisit(services),
  ];
  return {
    handlers: [
      Router().use(onlyMachines, authenticateService(services, 'read'), readOnlyMachine),
      Router().use(onlyPeople, ...staffDoor),
    ],
    async close() {
      await listener.close();
      await sessions.close();
    },
  };
}

function configuredPolicy({ env }: ApiServices): SignInPolicy {
  const { idleMinutes, maxHours } = env.session;
  return { ...signInPolicy, idleMs: idleMinutes * MINUTE_MS, absoluteMs: maxHours * HOUR_MS };
}

const waysIn = [...signInDoors, ...invitationDoors];

/** How the doors of sessions look from outside. */
export const sessionSigns = [...waysIn, ...accountDoors].map(({ sign }) => sign);

/** A machine shows a token and has no cookie; everyone else has a session. A token never rides on a cookie, so it needs no CSRF token. */
const onlyMachines: RequestHandler = (req, _res, next) => next(bearerOf(req) === null ? 'router' : undefined);
const onlyPeople: RequestHandler = (req, _res, next) => next(bearerOf(req) === null ? undefined : 'router');

/** Sets `req.principal` from the session; one that is over, or whose owner is disabled, was never found. */
function knowPerson({ clock }: ApiServices, sessions: Sessions, directory: Directory): RequestHandler {
  return async (req, _res, next) => {
    const { staffId } = req.session;
    const found = staffId === undefined ? undefined : await directory.staff(staffId);
    if (found === undefined) return next();
    await sessions.keepAlive(req);
    const person = staffPrincipal(found);
    const viewAs =
      found.viewAs !== null && Date.parse(found.viewAs.expiresAt) > clock.now().getTime() ? found.viewAs : null;
    req.identified = { person, viewAs };
    req.principal = viewAs === null ? person : visitingPrincipal(person, viewAs.supplierId);
    next();
  };
}
