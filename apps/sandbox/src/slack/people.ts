export interface SlackPerson {
  id: string;
  name: string;
  email: string;
}

const person = (first: string, last: string): SlackPerson => ({
  id: `U0DEMO${first.toUpperCase()}`,
  name: `${first} ${last}`,
  email: `${first.toLowerCase()}@wedsync.example`,
});

/** Who is in the workspace: the team, and a guest who has no account in the back office. */
export const slackPeople: readonly SlackPerson[] = [
  person('Carla', 'Simms'),
  person('Theo', 'Brandt'),
  person('Marcus', 'Hale'),
  person('Sam', 'Okoro'),
  person('Lena', 'Fischer'),
  person('Fiona', 'Grant'),
  person('Milo', 'Reyes'),
  person('Dora', 'Whitfield'),
  person('Ada', 'Marsh'),
  person('Otto', 'Lindqvist'),
  { id: 'U0GUEST001', name: 'Gus Guest', email: 'gus@agency.example' },
];
