export type SmsLength = {
  readonly encoding: 'gsm7' | 'ucs2';
  /** In units of the encoding: letters of the extension table count twice, characters beyond the plane too. */
  readonly characters: number;
  readonly segments: number;
};

/** Twilio refuses more. */
export const maxSmsSegments = 10;

/**
 * How a text message is cut into segments (GSM 03.38): 160 letters in one, 153 in each of several; one letter outside the alphabet makes it 70 and 67.
 */
export function smsLength(text: string): SmsLength {
  const letters = Array.from(text);
  const isGsm = letters.every((character) => basic.has(character) || extended.has(character));
  const characters = isGsm
    ? letters.reduce((sum, character) => sum + (extended.has(character) ? 2 : 1), 0)
    : text.length;
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  return {
    encoding: isGsm ? 'gsm7' : 'ucs2',
    characters,
    segments: characters <= alone ? 1 : Math.ceil(characters / joined),
  };
}

const basic: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended: ReadonlySet<string> = new Set('^{}\\[~]|€\f');
