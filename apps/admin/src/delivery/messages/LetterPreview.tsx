import Box from '@mui/material/Box';

/** A letter as its reader sees it. The frame runs no scripts, opens nothing and shares nothing with this page. */
export function LetterPreview({ html, title }: { readonly html: string; readonly title: string }) {
  return (
    <Box
      component="iframe"
      title={title}
      sandbox=""
      srcDoc={html}
      sx={{ display: 'block', width: '100%', height: 560, border: 0, backgroundColor: '#ffffff' }}
    />
  );
}

/** The plain words of a message. */
export function PlainPreview({ text }: { readonly text: string }) {
  return (
    <Box component="pre" sx={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: 'inherit' }}>
      {text}
    </Box>
  );
}
