import { paypalHandlers } from '../paypal/handlers.ts';
import { stripeHandlers } from '../stripe/handlers.ts';
import type { Handler } from './handler.ts';
import type { HandlerName } from './object-name.ts';

/** Every provider's handlers in one table; their names tell them apart. */
export const handlers: Readonly<Record<HandlerName, Handler>> = { ...stripeHandlers, ...paypalHandlers };
