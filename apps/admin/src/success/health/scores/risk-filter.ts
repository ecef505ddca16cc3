/** The bands in which somebody should act, as lists filter them. */
export const riskFilter = { band: ['at_risk', 'critical'] };
