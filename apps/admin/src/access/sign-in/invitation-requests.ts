import { postJson } from '../../platform/index.ts';

export type Invitation = { readonly name: string; readonly email: string };

/** The secret of an invitation in the address, behind the hash sign, where no server sees it. */
export function invitationIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('invitation');
}

/** Whose link it is. @throws HttpError with body.code invitation-over */
export async function readInvitation(secret: string): Promise<Invitation> {
  const answer = await postJson('/session/invitation', { secret });
  if (isInvitation(answer)) return answer;
  throw new Error('The server answered in a shape this version does not know. Reload the page.');
}

/** Sets the password of the link's owner; nobody is signed in by it. */
export async function acceptInvitation(secret: string, password: string): Promise<void> {
  await postJson('/session/invitation/accept', { secret, password });
}

function isInvitation(answer: unknown): answer is Invitation {
  return typeof answer === 'object' && answer !== null && 'name' in answer && 'email' in answer;
}
