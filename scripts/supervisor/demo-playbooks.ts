/** Playbooks of the local installation, so that the sandbox shows some at work. The product itself has none. */

type DemoTemplate = { readonly name: string; readonly subject: string; readonly body: string };
type DemoPlaybook = { readonly name: string; readonly description: string; readonly draft: object };

export const demoTemplates: readonly DemoTemplate[] = [
  {
    name: 'How is it going?',
    subject: 'How is it going, {{contact.first_name|there}}?',
    body: 'Hello {{contact.first_name|there}},\n\nwe noticed that {{business.name}} has been quieter than usual. Is something in the way? Just answer this letter: it is read by a person.\n\n{{owner.name|Your success team}}',
  },
  {
    name: 'Ready in ten minutes',
    subject: 'Ten minutes to a finished profile',
    body: 'Hello {{contact.first_name|there}},\n\ncouples write to complete profiles far more often. Yours needs about ten minutes, and we are happy to help.\n\n{{owner.name|Your success team}}',
  },
];

const usual = {
  who: null,
  purpose: 'success',
  exit: { onReply: true, onPayment: false, rule: null },
  coolDownDays: 60,
  maxEntries: null,
  maxRunning: 500,
  holdoutPercent: 10,
  priority: 50,
  approveBeforeSend: false,
  endsOn: null,
};
const mail = (id: string, template: string) => ({ id, kind: 'message', channel: 'email', template });
const task = (id: string, title: string) => ({ id, kind: 'task', title, priority: 'high', dueInDays: 2 });
const daily = { kind: 'schedule', every: 'day', on: 1, hour: 0 };

export const demoPlaybooks: readonly DemoPlaybook[] = [
  {
    name: 'Fell to at risk',
    description: 'Asks what is in the way, and has the owner ring whoever does not answer.',
    draft: {
      ...usual,
      trigger: { kind: 'event', event: 'health.dropped_to_at_risk' },
      who: { field: 'healthBand', operator: 'isAnyOf', value: ['at_risk', 'critical'] },
      steps: [
        mail('ask', 'How is it going?'),
        { id: 'rest', kind: 'wait', hours: 72 },
        {
          id: 'read',
          kind: 'branch',
          when: { engagedWith: 'ask' },
          yes: [task('help', 'They read our letter: offer help')],
          no: [task('ring', 'Ring them: health fell and the letter was not read')],
        },
      ],
      goal: { withinDays: 45, rule: { field: 'healthBand', operator: 'isAnyOf', value: ['healthy'] } },
    },
  },
  {
    name: 'Trial without onboarding',
    description: 'Helps trials to a finished profile; a colleague looks at each letter before it leaves.',
    draft: {
      ...usual,
      trigger: daily,
      who: { field: 'lifecycle', operator: 'is', value: 'trial' },
      steps: [
        mail('nudge', 'Ready in ten minutes'),
        { id: 'until-done', kind: 'wait_for', event: 'profile.completed', hours: 96 },
        task('ring', 'Offer to set the profile up together'),
      ],
      goal: { withinDays: 30, event: 'subscription.started', times: 1 },
      approveBeforeSend: true,
    },
  },
  {
    name: 'Silent and at risk',
    description: 'Gives the owner a task for whoever is at risk already.',
    draft: {
      ...usual,
      trigger: daily,
      who: { field: 'healthBand', operator: 'isAnyOf', value: ['at_risk', 'critical'] },
      steps: [task('look', 'Look at what changed and call'), { id: 'rest', kind: 'wait', hours: 168 }],
      goal: { withinDays: 30, event: 'login', times: 3 },
      priority: 60,
    },
  },
];
