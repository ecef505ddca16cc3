import { limits } from '@wedsync/domain/platform';

/** Whether JSON text nests deeper than anything we read: brackets outside strings, counted before anything recursive sees the text. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (inString) {
      if (code === 92) place += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > limits.maxJsonDepth) return true;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return false;
}
