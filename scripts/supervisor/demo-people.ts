/** Sign-ins of the local installation, one a role; printed at start. The password is public knowledge, so it is only ever used with the sandbox. */
export const demoPassword = 'wedding-bells-2026';

export type DemoPerson = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly regions: readonly string[];
};

const person = (email: string, name: string, role: string, regions: readonly string[] = []): DemoPerson => ({
  email: `${email}@wedsync.example`,
  name,
  roles: [role],
  regions,
});

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
];
