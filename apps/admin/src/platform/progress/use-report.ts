import { useEffect } from 'react';
import type { ProgressItem } from './progress-item.ts';

/** Tells the tray about the items whenever they change. @example useReport(report, useExportJobs()) */
export function useReport(report: (items: readonly ProgressItem[]) => void, items: readonly ProgressItem[]): void {
  const content = JSON.stringify(items);
  useEffect(() => report(JSON.parse(content)), [report, content]);
}
