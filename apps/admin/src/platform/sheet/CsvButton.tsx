import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';

type Props = { readonly label?: string; readonly disabled: boolean; readonly onClick: () => void };

/** Every way to a spreadsheet looks the same. */
export function CsvButton({ label = 'Export CSV', disabled, onClick }: Props) {
  return (
    <Button
      size="small"
      startIcon={<FileDownloadOutlined />}
      onClick={onClick}
      disabled={disabled}
      sx={{ flex: 'none' }}
    >
      {label}
    </Button>
  );
}
