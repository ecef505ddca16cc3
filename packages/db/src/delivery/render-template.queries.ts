import { fillTemplate, type FilledTemplate, type TemplateFacts, type TemplateWords } from '@wedsync/domain/delivery';
import { NotFound } from '@wedsync/domain/platform';
import type { ContactPurpose } from '@wedsync/domain/privacy';
import type { Reader } from '../platform/index.ts';

export type RenderRequest = {
  /** Id or name of a template that staff published. */
  readonly template: string;
  readonly supplierId: string;
  /** Left out: the supplier's main contact. */
  readonly contactId?: string;
  /** Values of `{{given.title}}`, `{{given.detail}}` and `{{given.link}}`; a link must be https. */
  readonly given?: TemplateFacts['given'];
};

/** What `queueMessage` takes as its content, and which version said it. */
export type RenderedTemplate = FilledTemplate &
  Pick<TemplateWords, 'channel'> & {
    readonly template: string;
    readonly templateVersion: number;
    readonly purpose: ContactPurpose;
  };

/**
 * The latest published version of a template, filled in with what is known of the supplier and its contact now.
 * @returns what must not be sent while `whyNotSent` has a word against it
 * @throws NotFound when there is no such template, it was never published or is archived, or the supplier is out of scope
 */
export async function renderTemplate(reader: Reader, request: RenderRequest): Promise<RenderedTemplate> {
  const published = await publishedTemplate(reader, request.template);
  const facts = await templateFacts(reader, request);
  const { name: template, number: templateVersion, channel, purpose } = published;
  return { ...fillTemplate(published, facts), channel, purpose, template, templateVersion };
}

type Published = TemplateWords & { readonly name: string; readonly number: number; readonly purpose: ContactPurpose };

async function publishedTemplate({ sql }: Reader, idOrName: string): Promise<Published> {
  const row: Published | undefined = await sql('message_templates as t')
    .join('message_template_versions as v', (join) =>
      join.on('v.template_id', 't.id').andOn('v.number', 't.published_version'),
    )
    .where((either) => either.where('t.id', idOrName).orWhere('t.name', idOrName))
    .whereNot('t.state', 'archived')
    .first('t.name', 'v.number', 'v.channel', 'v.purpose', 'v.subject', 'v.body');
  if (row === undefined) throw NotFound({ what: 'published message template', id: idOrName });
  return row;
}

/** @throws NotFound when the supplier is unknown or out of scope */
export async function templateFacts(
  { sql }: Reader,
  { supplierId, contactId, given = {} }: Omit<RenderRequest, 'template'>,
): Promise<TemplateFacts> {
  const row: Omit<TemplateFacts, 'given'> | undefined = await sql('suppliers as s')
    .leftJoin('contacts as c', (join) => {
      join.on('c.supplier_id', 's.id');
      if (contactId !== undefined) join.andOnVal('c.id', contactId);
    })
    .leftJoin('staff as o', 'o.id', 's.owner_id')
    .where('s.id', supplierId)
    .orderByRaw('c.is_primary desc nulls last, c.created_at, c.id')
    .first({
      contactName: 'c.name',
      businessName: 's.business_name',
      planCode: 's.plan_code',
      ownerName: 'o.name',
      nextWeddingOn: 's.next_wedding_on',
      signedUpAt: 's.signed_up_at',
      timeZone: 's.time_zone',
    });
  if (row === undefined) throw NotFound({ what: 'supplier', id: supplierId });
  const { link, ...words } = given;
  return { ...row, given: link?.startsWith('https://') ? given : words };
}
