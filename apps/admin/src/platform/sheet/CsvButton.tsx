import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';

/** Every way to a spreadsheet looks the same. */
export function CsvButton({ disabled, onClick }: { readonly disabled: boolean; readonly onClick: () => void }) {
  return (
    <Button
      size="small"
      startIcon={<FileDownloadOutlined />}
      onClick={onClick}
      disabled={disabled}
      sx={{ flex: 'none' }}
    >
      Export CSV
    </Button>
  );
}
