/** What pages of other capabilities show of templates. Apart from the index of delivery, so that only they load it. */
export { TemplatePreview } from './TemplatePreview.tsx';
