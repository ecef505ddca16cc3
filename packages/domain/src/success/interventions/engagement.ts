/** The signs by which we know that somebody took notice. Nobody is followed by a pixel, so opening a letter is not among them. */
export const engagements = ['replied', 'clicked', 'dismissed', 'came_back', 'task_done'] as const;
export type Engagement = (typeof engagements)[number];

/** Signing in counts as coming back after so many days without, and so soon after something reached them: who comes daily would come anyway. */
export const quietDaysBefore = 7;
export const backWithinDays = 3;
