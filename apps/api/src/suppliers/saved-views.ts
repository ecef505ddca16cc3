import {
  createSavedView,
  deleteSavedView,
  findSavedView,
  listSavedViews,
  updateSavedView,
} from '@wedsync/db/suppliers';
import {
  createSavedViewSchema,
  savedViewFilterSchema,
  savedViewSchema,
  updateSavedViewSchema,
} from '@wedsync/domain/suppliers';
import { defineResource } from '../platform/index.ts';

export const savedViewsResource = defineResource({
  name: 'saved-views',
  description: "Filters, sort and columns of a list under a name: a person's own, and those colleagues share.",
  row: savedViewSchema,
  filter: savedViewFilterSchema,
  list: listSavedViews,
  show: findSavedView,
  create: { input: createSavedViewSchema, run: (writer, view, { uuids }) => createSavedView(writer, view, uuids) },
  update: { input: updateSavedViewSchema, run: updateSavedView },
  remove: { run: deleteSavedView },
});
