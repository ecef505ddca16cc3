/** What pages build on. One line per idea; how to use each is in its docstring and in README.md. */
export type * from './capability.ts';
export type * from './data/action.ts';
export type { ProgressItem } from './progress/progress-item.ts';
export type { Tone } from './theme/palette.ts';

// session
export { usePermission, useSession } from './session/use-session.ts';
export { readSignInProviders, refreshSession } from './session/session-requests.ts';
export type { SignInProviders, ViewAs } from './session/session.ts';

// data
export { type AdminDataProvider } from './data/data-provider.ts';
export { getJson, postJson, request } from './http/http.ts';
export { type Problem, readProblem } from './http/problem.ts';
export { get } from './data/field-value.ts';
export { useLiveEvents, useStream } from './live/LiveStreamProvider.tsx';
export { useReport } from './progress/use-report.ts';

// pages
export { Page, PageHeader } from './components/PageHeader.tsx';
export { RecordPage } from './data/RecordPage.tsx';
export { CreatePage, EditPage } from './data/FormPage.tsx';
export { type Draft, useDraft } from './data/use-draft.ts';
export { StaleNotice } from './data/StaleNotice.tsx';
export { DeleteRecord } from './data/DeleteRecord.tsx';
export { NotFound } from './components/NotFound.tsx';
export { Section } from './components/Section.tsx';
export { TabBar, type TabDefinition } from './components/TabBar.tsx';
export { SidePanel } from './components/SidePanel.tsx';
export { ConfirmDialog } from './components/ConfirmDialog.tsx';
export { Banner } from './components/Banner.tsx';

// lists
export type { Column } from './list/column.ts';
export { sameColumns } from './list/shown-columns.ts';
export { useViewColumns } from './list/use-columns.ts';
export { DataTable } from './list/DataTable.tsx';
export { RecordList } from './list/RecordList.tsx';
export { RecordSection } from './list/RecordSection.tsx';
export { RecordListPage } from './list/RecordListPage.tsx';
export { SavedViewTabs } from './list/SavedViewTabs.tsx';
export { FilterTokens } from './list/FilterTokens.tsx';
export { anyOf, choicesIn, choicesOf } from './list/choices.ts';
export type { Choice, FilterDefinition, FilterValues } from './list/filter-definition.ts';
export { listUrl } from './list/list-url.ts';
export { recordPath } from './list/record-path.ts';

// spreadsheets
export { inMajorUnits } from './sheet/csv.ts';
export { ListCsv } from './sheet/ListCsv.tsx';

// actions
export { ActionButton } from './actions/ActionButton.tsx';
export { ActionDialog } from './actions/ActionDialog.tsx';
export { BulkRunPanel } from './actions/BulkRunPanel.tsx';
export { fractionOf, isAtWork } from './progress/bulk-progress.ts';
export { BulkActions } from './actions/BulkActions.tsx';
export { ActionMenu } from './actions/ActionMenu.tsx';
export type { ActionInputProps } from './actions/action-input.ts';
export { MoneyInput } from './actions/MoneyInput.tsx';
export { newIdempotencyKey } from './actions/idempotency-key.ts';
export { useRecordActions } from './actions/use-actions.ts';

// values
export { Money } from './components/Money.tsx';
export { RelativeTime } from './components/RelativeTime.tsx';
export { LocalTime } from './components/LocalTime.tsx';
export { StatusChip, ToneChip } from './components/StatusChip.tsx';
export { BandChip } from './components/BandChip.tsx';
export { Sparkline } from './components/Sparkline.tsx';
export { Trend } from './components/Trend.tsx';
export { AsOf } from './components/AsOf.tsx';
export { StatRow, StatTile } from './components/StatTile.tsx';
export { type Explanation, ExplainPopover } from './components/ExplainPopover.tsx';
export { ChoiceToggle } from './components/ChoiceToggle.tsx';
export { CopyId } from './components/CopyId.tsx';
export { UsedBy, useAgreedWords } from './components/UsedBy.tsx';
export { ExternalLink } from './components/ExternalLink.tsx';
export { type KeyValue, KeyValueList } from './components/KeyValueList.tsx';
export { Timeline, type TimelineKind } from './components/Timeline.tsx';
export { BeforeAfter } from './components/BeforeAfter.tsx';
export { BarChart, LineChart } from './charts/index.tsx';
export type { ChartSeries } from './charts/chart-data.ts';

// figures
export { ChartTable, ExportButton, type FigureCell, type FigureRow, FigureTable } from './components/FigureTable.tsx';
export { countCell, moneyCell, percentCell, ratioCell, textCell } from './components/figure-cells.tsx';

// states of a page
export { EmptyState } from './components/EmptyState.tsx';
export { ErrorState } from './components/ErrorState.tsx';
export { ErrorBoundary } from './components/ErrorBoundary.tsx';
export { SkeletonLine, SkeletonPage, SkeletonRows } from './components/Skeletons.tsx';

// words and figures
export { formatMoney, inputToMinor, minorToInput } from './format/money.ts';
export { formatPercent } from './format/percent.ts';
export { countOf, formatCount } from './format/count.ts';
export { datesInWords, formatDate, formatExact, formatRelative } from './format/time.ts';
export { humanize, sentence, toneOf } from './format/status-tone.ts';
export { useAddress } from './hooks/use-address.ts';
export { useNow } from './hooks/use-now.ts';
export { type NumberTyping, useNumberText } from './hooks/use-number-text.ts';
export { useSettled } from './hooks/use-settled.ts';
export { useShortcut } from './keyboard/shortcuts.ts';
export { usePageTitle } from './layout/page-title.ts';

// the frame
export { useCapabilities } from './layout/capabilities-context.ts';
export { BrandMark } from './layout/BrandMark.tsx';
