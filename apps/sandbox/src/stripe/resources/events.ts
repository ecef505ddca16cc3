import { noSuch, noSuchParam } from '../errors.ts';
import { flag, integer, listOf, listShape, text } from './params.ts';
import { listReply, pageSize, route, type Route } from './route.ts';

export const eventRoutes: readonly Route[] = [
  route('GET', '/v1/events/:id', {}, (kernel, _input, eventId) => {
    const event = kernel.events.table.get(eventId);
    if (event === undefined) throw noSuch('event', eventId);
    return kernel.events.render(event);
  }),
  route(
    'GET',
    '/v1/events',
    {
      ...listShape,
      delivery_success: flag.optional(),
      type: text.optional(),
      types: listOf(text).optional(),
      limit: integer.optional(),
    },
    (kernel, input) => {
      for (const cursor of [input.starting_after, input.ending_before]) {
        const unknown = cursor !== undefined && kernel.events.table.get(cursor) === undefined;
        if (unknown) throw noSuchParam('event', cursor, 'starting_after');
      }
      const wanted = typeFilter(input.types ?? (input.type === undefined ? undefined : [input.type]));
      const page = kernel.events.table.page({
        where: wanted && ((event) => wanted(event.type)),
        created: input.created,
        startingAfter: input.starting_after,
        endingBefore: input.ending_before,
        limit: pageSize(input.limit),
      });
      return listReply(
        '/v1/events',
        page.rows.map((event) => kernel.events.render(event)),
        page.hasMore,
      );
    },
  ),
];

/** Exact types, or groups such as `invoice.*`. */
function typeFilter(types: readonly string[] | undefined): ((type: string) => boolean) | undefined {
  if (types === undefined) return undefined;
  const exact = new Set(types);
  const groups = types.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1));
  return (type) => exact.has(type) || groups.some((group) => type.startsWith(group));
}
