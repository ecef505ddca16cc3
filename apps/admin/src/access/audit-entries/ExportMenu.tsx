import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { auditExportFormats } from '@wedsync/domain/access';
import { useState } from 'react';
import { useListContext } from 'react-admin';
import { usePermission } from '../../platform/index.ts';

const words: Readonly<Record<(typeof auditExportFormats)[number], string>> = {
  csv: 'For a spreadsheet (CSV)',
  ndjson: 'For verification elsewhere (NDJSON)',
};

/** Takes the entries shown out of the house, with their hashes; that it was done is itself on record. */
export function ExportMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { filterValues } = useListContext();
  const allowed = usePermission('audit-entries:export');
  const filter = encodeURIComponent(JSON.stringify(filterValues));
  return (
    <>
      <Button
        startIcon={<FileDownloadOutlined />}
        aria-haspopup="menu"
        disabled={!allowed}
        title={allowed ? undefined : 'Your role does not take the audit trail out of the house'}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Export
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {auditExportFormats.map((format) => (
          <MenuItem
            key={format}
            component="a"
            href={`/api/audit-entries/export?format=${format}&filter=${filter}`}
            download
            onClick={() => setAnchor(null)}
          >
            {words[format]}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
