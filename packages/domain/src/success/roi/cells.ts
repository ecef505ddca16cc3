import type { Arm } from '../playbooks/holdout.ts';

/** Sums over those who entered a playbook in one month, of one arm and stratum. Adding cells gives any period and any group. */
export type RoiSums = {
  readonly entered: number;
  /** Drawn, for the first time, and not cut short by us: everything below but acts and cost counts these alone. */
  readonly suppliers: number;
  readonly goalJudged: number;
  readonly goalMet: number;
  /** Those that paid on entering and whose time to stay has passed. */
  readonly stayJudged: number;
  readonly stayed: number;
  readonly residualKnown: number;
  readonly residualMinor: number;
  readonly valueKnown: number;
  readonly valueChangeMinor: number;
  readonly valueChangeSquares: number;
  readonly contacted: number;
  readonly contactedStayed: number;
  readonly contactedStayedResidualMinor: number;
  readonly acts: number;
  readonly reached: number;
  readonly engaged: number;
  /** In thousandths of a minor unit, spent on everybody who entered… */
  readonly costThousandths: number;
  /** …and of that on those by whom staying is judged. */
  readonly judgedCostThousandths: number;
};

export type RoiCell = RoiSums & {
  /** YYYY-MM */
  readonly month: string;
  readonly playbookId: string;
  readonly arm: Arm;
  readonly planCode: string;
  readonly healthBand: string;
};

const none: RoiSums = {
  entered: 0,
  suppliers: 0,
  goalJudged: 0,
  goalMet: 0,
  stayJudged: 0,
  stayed: 0,
  residualKnown: 0,
  residualMinor: 0,
  valueKnown: 0,
  valueChangeMinor: 0,
  valueChangeSquares: 0,
  contacted: 0,
  contactedStayed: 0,
  contactedStayedResidualMinor: 0,
  acts: 0,
  reached: 0,
  engaged: 0,
  costThousandths: 0,
  judgedCostThousandths: 0,
};

/** All of them together. */
export function addCells(cells: readonly RoiSums[]): RoiSums {
  return cells.reduce((sum, cell) => plus(sum, cell), none);
}

function plus(one: RoiSums, other: RoiSums): RoiSums {
  return {
    entered: one.entered + other.entered,
    suppliers: one.suppliers + other.suppliers,
    goalJudged: one.goalJudged + other.goalJudged,
    goalMet: one.goalMet + other.goalMet,
    stayJudged: one.stayJudged + other.stayJudged,
    stayed: one.stayed + other.stayed,
    residualKnown: one.residualKnown + other.residualKnown,
    residualMinor: one.residualMinor + other.residualMinor,
    valueKnown: one.valueKnown + other.valueKnown,
    valueChangeMinor: one.valueChangeMinor + other.valueChangeMinor,
    valueChangeSquares: one.valueChangeSquares + other.valueChangeSquares,
    contacted: one.contacted + other.contacted,
    contactedStayed: one.contactedStayed + other.contactedStayed,
    contactedStayedResidualMinor: one.contactedStayedResidualMinor + other.contactedStayedResidualMinor,
    acts: one.acts + other.acts,
    reached: one.reached + other.reached,
    engaged: one.engaged + other.engaged,
    costThousandths: one.costThousandths + other.costThousandths,
    judgedCostThousandths: one.judgedCostThousandths + other.judgedCostThousandths,
  };
}
