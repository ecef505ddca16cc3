/** Sign-ins of the local installation, one a role; printed at start. The password is public knowledge, so it is only ever used with the sandbox. */
export const demoPassword = 'wedding-bells-2026';

export type DemoPerson = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly regions: readonly string[];
  /** As the sandbox's Slack knows them. */
  readonly slackUserId: string;
  readonly phone: string;
};

const person = (
  email: string,
  name: string,
  role: string,
  regions: readonly string[] = [],
): Omit<DemoPerson, 'phone'> => ({
  email: `${email}@wedsync.example`,
  name,
  roles: [role],
  regions,
  slackUserId: `U0DEMO${email.toUpperCase()}`,
});

/** Numbers of the range that is kept free for films: nobody has them. */
export const demoPeople: readonly DemoPerson[] = [
  person('carla', 'Carla Simms', 'csm', ['*']),
  person('theo', 'Theo Brandt', 'csm', ['*']),
  person('marcus', 'Marcus Hale', 'cs_manager', ['*']),
  person('sam', 'Sam Okoro', 'support', ['*']),
  person('lena', 'Lena Fischer', 'support_lead', ['*']),
  person('fiona', 'Fiona Grant', 'finance'),
  person('milo', 'Milo Reyes', 'marketing'),
  person('dora', 'Dora Whitfield', 'dpo'),
  person('ada', 'Ada Marsh', 'admin'),
  person('otto', 'Otto Lindqvist', 'auditor'),
].map((one, index) => ({ ...one, phone: `+4477009001${String(index).padStart(2, '0')}` }));
