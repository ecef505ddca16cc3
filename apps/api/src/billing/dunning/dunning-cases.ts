import { dunningFigures, findDunningCase, listDunningCases } from '@wedsync/db/billing';
import {
  dunningCaseDetailSchema,
  dunningCaseFilterSchema,
  dunningFiguresSchema,
  type DunningCase,
  type DunningCaseDetail,
  type DunningCaseFilter,
} from '@wedsync/domain/billing';
import { mayDo, type Principal } from '@wedsync/domain/platform';
import { defineDoor, defineResource } from '../../platform/index.ts';

/** Money that failed to come. A list row has no steps; one case has all of its story. */
export const dunningCases = defineResource<DunningCase | DunningCaseDetail, DunningCaseFilter>({
  name: 'dunning-cases',
  description: 'Payments that failed and what is done about them',
  row: dunningCaseDetailSchema.partial({ steps: true, entries: true, attempts: true, cardLink: true }),
  filter: dunningCaseFilterSchema,
  list: listDunningCases,
  show: findDunningCase,
  present: withoutCardLink,
});

/** Whoever follows the link may enter a card: it is for those who may send one. */
function withoutCardLink(
  found: DunningCase | DunningCaseDetail,
  principal: Principal,
): DunningCase | DunningCaseDetail {
  return 'cardLink' in found && !mayDo(principal, 'dunning-cases:card-link') ? { ...found, cardLink: null } : found;
}

export const dunningFiguresDoor = defineDoor({
  method: 'get',
  path: '/dunning/figures',
  summary: 'Money in dunning now, and what became of what failed',
  permission: 'dunning-cases:list',
  response: dunningFiguresSchema,
  answer: async ({ store, actor, clock }) =>
    dunningFiguresSchema.parse(await store.read(actor, (reader) => dunningFigures(reader, clock.now()))),
});
