import type { Permission } from '@wedsync/domain/platform';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { ApiServices } from './services.ts';

/** What lets somebody in. */
export type Key =
  { readonly by: 'session'; readonly permission: Permission | null } | { readonly by: 'token'; readonly scope: string };

/** How a door looks from outside: the documentation is made of these. */
export type Sign = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api, with what varies in braces. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** Any one of them opens; none at all: it is open to everybody. */
  readonly keys: readonly Key[];
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** What the body should be, where it is read loosely because each row of it is judged by itself. */
  readonly documentedBody?: z.ZodType;
  readonly response?: z.ZodType;
  /** Of what goes well; 200, or 204 where nothing is told. */
  readonly status?: number;
  /** Where the answer is no JSON. */
  readonly produces?: string;
};

/** One endpoint that is neither a resource nor an action: what is said of it and what serves it are one thing. */
export type Door<Tools = ApiServices> = {
  readonly sign: Sign;
  readonly open: (tools: Tools) => readonly RequestHandler[];
};

/** What a door is told of a request, besides who comes in. */
export type Given<Path extends string, Query, Body> = {
  readonly params: Readonly<Record<NamesIn<Path>, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly req: Request;
  readonly res: Response;
};

type NamesIn<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What is told is sent as JSON; whoever has begun to answer `res` tells nothing more. */
type Handle<Visit, Answer> = (visit: Visit) => Told<NoInfer<Answer>> | Promise<Told<NoInfer<Answer>>>;
type Told<Answer> = Answer | undefined | (Answer extends readonly (infer One)[] ? readonly One[] : never);

/** A door as its capability writes it down. `prepare` is for those who keep something between requests. */
export type DoorDefinition<Path extends string, Query, Body, Answer, Visitor, Tools> = Omit<Sign, 'keys'> & {
  readonly path: Path;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly response?: z.ZodType<Answer>;
} & (
    | { readonly answer: Handle<Visitor & Given<Path, Query, Body>, Answer> }
    | { readonly prepare: (tools: Tools) => Handle<Visitor & Given<Path, Query, Body>, Answer> }
  );

/** Who lets in: by which keys, what looks at a request first, and what is then known of the visitor. */
export type Entrance<Visitor, Tools> = {
  readonly keys: readonly Key[];
  readonly before?: (tools: Tools) => readonly RequestHandler[];
  readonly visitorOf: (tools: Tools) => (req: Request) => Visitor;
};

/** Puts a door into an entrance: lets in, reads what was sent by the schemas that document it, answers. */
export function hangDoor<Path extends string, Query, Body, Answer, Visitor extends object, Tools>(
  definition: DoorDefinition<Path, Query, Body, Answer, Visitor, Tools>,
  { keys, before, visitorOf }: Entrance<Visitor, Tools>,
): Door<Tools> {
  const { path, query, body, status } = definition;
  return {
    sign: { ...definition, keys },
    open(tools) {
      const whoIs = visitorOf(tools);
      const answer = 'answer' in definition ? definition.answer : definition.prepare(tools);
      const serve: RequestHandler = async (req, res) => {
        const visitor = whoIs(req);
        const params = paramsOf(path, req);
        const told = await answer({
          ...visitor,
          params,
          query: read(query, req.query),
          body: read(body, req.body),
          req,
          res,
        });
        if (res.headersSent) return;
        if (told === undefined) res.status(status ?? 204).end();
        else res.status(status ?? 200).json(told);
      };
      return [...(before?.(tools) ?? []), serve];
    },
  };
}

/** Serves doors at their addresses. */
export function doorRouter<Tools>(doors: readonly Door<Tools>[], tools: Tools): Router {
  const router = Router();
  for (const { sign, open } of doors) router[sign.method](sign.path.replaceAll(braces, ':$1'), ...open(tools));
  return router;
}

const braces = /\{(\w+)\}/g;

/** What stands in the address for the names of the path, which are those of its type. */
function paramsOf<Path extends string>(path: Path, req: Request): Readonly<Record<NamesIn<Path>, string>>;
function paramsOf(path: string, { params }: Request): Readonly<Record<string, string>> {
  return Object.fromEntries([...path.matchAll(braces)].map(([, name = '']) => [name, String(params[name])]));
}

/** What was sent as the schema reads it; without a schema nothing is read, and `Sent` is undefined. */
function read<Sent>(schema: z.ZodType<Sent> | undefined, raw: unknown): Sent;
function read(schema: z.ZodType | undefined, raw: unknown): unknown {
  return schema?.parse(raw);
}
