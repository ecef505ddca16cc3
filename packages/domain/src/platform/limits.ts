/** Every limit of the house that more than one place respects, with its unit in its name. */
export const limits = {
  defaultPageSize: 25,
  maxPageSize: 1_000,
  maxFilterChars: 4_000,
  maxFilterListItems: 500,
  maxSearchChars: 200,
  /** Deeper JSON overflows recursive walks long before it means anything. */
  maxJsonDepth: 32,
  maxJsonBodyBytes: 1_000_000,
  maxWebhookBodyBytes: 512_000,
  maxReasonChars: 1_000,
  /** Records one call acts on; each is a transaction of its own, so the answer comes within seconds. */
  maxBulkTargets: 200,
  /** Records one bulk run takes: minutes of work that somebody can still read the outcome of. */
  maxBulkRunTargets: 10_000,
  /** Records of which one person alone has something leave for customers: what somebody can have looked at one by one. */
  maxSentAlone: 10,
  approvalTtlHours: 72,
  maxErrorTextChars: 1_000,
} as const;
