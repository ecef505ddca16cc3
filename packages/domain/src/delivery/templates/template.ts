import type { ContactPurpose } from '@wedsync/domain/privacy';
import type { z } from 'zod';
import { renderLetter, type Letter, type RenderedLetter } from '../letter.ts';

/** What every template knows of the supplier it writes to. */
export type TemplateSupplier = {
  readonly id: string;
  readonly businessName: string;
  readonly contactName: string;
  readonly currency: string;
  readonly timeZone: string;
};

/** One kind of letter: what it needs to know, what it says, and facts to show it with. */
export type TemplateDefinition<Data> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Service letters are part of what the supplier bought and reach everybody; marketing needs a yes and is held on guarded days. */
  readonly purpose: ContactPurpose;
  readonly data: z.ZodType<Data>;
  /** Facts for a preview, where no event has brought any. */
  readonly example: (supplier: TemplateSupplier) => Data;
  readonly write: (data: Data, supplier: TemplateSupplier) => Letter;
};

/** A template with its data type sealed inside. */
export type MessageTemplate = Pick<TemplateDefinition<unknown>, 'name' | 'title' | 'description' | 'purpose'> & {
  /** @throws ZodError when the facts are not those it needs */
  render(data: unknown, supplier: TemplateSupplier): RenderedLetter;
  preview(supplier: TemplateSupplier): RenderedLetter;
};

export function defineTemplate<Data>(definition: TemplateDefinition<Data>): MessageTemplate {
  const { name, title, description, purpose, data, example, write } = definition;
  return {
    name,
    title,
    description,
    purpose,
    render: (raw, supplier) => renderLetter(write(data.parse(raw), supplier)),
    preview: (supplier) => renderLetter(write(example(supplier), supplier)),
  };
}

/** How a letter to a person begins. */
export function greeting({ contactName }: TemplateSupplier): string {
  return `Hello ${contactName.trim().split(/\s+/)[0] ?? 'there'},`;
}
