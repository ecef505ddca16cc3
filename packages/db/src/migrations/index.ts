import type { Migration } from '../platform/migration.ts';
import { platformGround } from './20261121000000_platform_ground.ts';
import { accessStaff } from './20261121000100_access_staff.ts';
import { suppliersSuppliers } from './20261121000200_suppliers_suppliers.ts';
import { accessScope } from './20261121000250_access_scope.ts';
import { connectorsInbox } from './20261121000300_connectors_inbox.ts';
import { deliveryMessages } from './20261121000400_delivery_messages.ts';
import { billingMirror } from './20261121000500_billing_mirror.ts';
import { billingRefunds } from './20261121000600_billing_refunds.ts';
import { revenueJournal } from './20261121000700_revenue_journal.ts';
import { successHealth } from './20261121000800_success_health.ts';
import { platformJobs } from './20261121000900_platform_jobs.ts';
import { billingPaypal } from './20261122000100_billing_paypal.ts';
import { connectorsIntake } from './20261122000100_connectors_intake.ts';
import { billingPlans } from './20261122000200_billing_plans.ts';
import { billingDunning } from './20261122000300_billing_dunning.ts';
import { revenueMrr } from './20261122000400_revenue_mrr.ts';
import { revenueReconciliation } from './20261122000500_revenue_reconciliation.ts';
import { revenueLtv } from './20261122000600_revenue_ltv.ts';
import { accessSessions } from './20261122001200_access_sessions.ts';
import { platformPersonalAudit } from './20261122009000_platform_personal_audit.ts';
import { suppliersTasksWithoutSupplier } from './20261122009100_suppliers_tasks_without_supplier.ts';
import { platformDeadLetterCorrections } from './20261122009200_platform_dead_letter_corrections.ts';
import { platformDeadLetterScope } from './20261122009300_platform_dead_letter_scope.ts';
import { billingSyncSettings } from './20261123000100_billing_sync_settings.ts';
import { revenueMrrRules } from './20261123000300_revenue_mrr_rules.ts';
import { suppliersNotesApart } from './20261123000400_suppliers_notes_apart.ts';
import { suppliersSegments } from './20261123001000_suppliers_segments.ts';
import { accessBulkRuns } from './20261123001010_access_bulk_runs.ts';
import { successChurn } from './20261123001100_success_churn.ts';
import { privacyConsents } from './20261123001200_privacy_consents.ts';
import { deliveryChannels } from './20261123001210_delivery_channels.ts';
import { successPlaybooks } from './20261123001300_success_playbooks.ts';
import { successHealthModels } from './20261123001500_success_health_models.ts';
import { deliveryAlertDesk } from './20261123001600_delivery_alert_desk.ts';
import { successMilestones } from './20261123001700_success_milestones.ts';
import { successReferrals } from './20261124000100_success_referrals.ts';
import { successReferralMilestones } from './20261124000200_success_referral_milestones.ts';
import { successNetworkHealth } from './20261124000300_success_network_health.ts';
import { platformEventHub } from './20261124001100_platform_event_hub.ts';
import { deliveryMarketingTool } from './20261124001200_delivery_marketing_tool.ts';
import { successInterventionOutcomes } from './20261124002100_success_intervention_outcomes.ts';
import { successRoi } from './20261124002200_success_roi.ts';
import { platformMonitorReadings } from './20261124003100_platform_monitor_readings.ts';
import { operationsMonitors } from './20261124003200_operations_monitors.ts';
import { deliveryHouseModes } from './20261124003300_delivery_house_modes.ts';
import { successChosenEnrolments } from './20261124004100_success_chosen_enrolments.ts';
import { revenueMinorUnits } from './20261124006100_revenue_minor_units.ts';
import { successPlaybookEngine } from './20261125001000_success_playbook_engine.ts';
import { successRoiJudgedCost } from './20261125002000_success_roi_judged_cost.ts';
import { accessInvitations } from './20261125003000_access_invitations.ts';
import { accessForgetting } from './20261125003010_access_forgetting.ts';
import { successWhatPlaybooksUse } from './20261125004000_success_what_playbooks_use.ts';
import { operationsDigestRules } from './20261125004100_operations_digest_rules.ts';
import { revenueByHand } from './20261125005000_revenue_by_hand.ts';
import { revenueComparedThrough } from './20261125006000_revenue_compared_through.ts';
import { successHealthSegments } from './20261126000100_success_health_segments.ts';
import { successLabelDrift } from './20261126010100_success_label_drift.ts';
import { successChurnDismissals } from './20261126020100_success_churn_dismissals.ts';
import { successChurnRegistry } from './20261126020200_success_churn_registry.ts';
import { successChurnForecastFeatures } from './20261126020300_success_churn_forecast_features.ts';
import { successArchivedPlaybooks } from './20261126030000_success_archived_playbooks.ts';
import { deliveryChannelsApart } from './20261126060100_delivery_channels_apart.ts';
import { connectorsStrangerDays } from './20261126070000_connectors_stranger_days.ts';
import { deliveryDueSince } from './20261126070100_delivery_due_since.ts';
import { operationsSeason } from './20261126070200_operations_season.ts';
import { platformRetiredFollowers } from './20261126070300_platform_retired_followers.ts';
import { platformLocks } from './20261126080000_platform_locks.ts';

/** The schema's history, oldest first. A migration that has run anywhere is never edited again. */
export const migrations: readonly Migration[] = [
  platformGround,
  accessStaff,
  suppliersSuppliers,
  accessScope,
  connectorsInbox,
  deliveryMessages,
  billingMirror,
  billingRefunds,
  revenueJournal,
  successHealth,
  platformJobs,
  billingPaypal,
  connectorsIntake,
  billingPlans,
  billingDunning,
  revenueMrr,
  revenueReconciliation,
  revenueLtv,
  accessSessions,
  platformPersonalAudit,
  suppliersTasksWithoutSupplier,
  platformDeadLetterCorrections,
  platformDeadLetterScope,
  billingSyncSettings,
  revenueMrrRules,
  suppliersNotesApart,
  suppliersSegments,
  accessBulkRuns,
  successChurn,
  privacyConsents,
  deliveryChannels,
  successPlaybooks,
  successHealthModels,
  deliveryAlertDesk,
  successMilestones,
  successReferrals,
  successReferralMilestones,
  successNetworkHealth,
  platformEventHub,
  deliveryMarketingTool,
  successInterventionOutcomes,
  successRoi,
  platformMonitorReadings,
  operationsMonitors,
  deliveryHouseModes,
  successChosenEnrolments,
  revenueMinorUnits,
  successPlaybookEngine,
  successRoiJudgedCost,
  accessInvitations,
  accessForgetting,
  successWhatPlaybooksUse,
  operationsDigestRules,
  revenueByHand,
  revenueComparedThrough,
  successHealthSegments,
  successLabelDrift,
  successChurnDismissals,
  successChurnRegistry,
  successChurnForecastFeatures,
  successArchivedPlaybooks,
  deliveryChannelsApart,
  connectorsStrangerDays,
  deliveryDueSince,
  operationsSeason,
  platformRetiredFollowers,
  platformLocks,
];
