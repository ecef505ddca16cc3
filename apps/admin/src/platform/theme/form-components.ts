import type { Components, Theme } from '@mui/material/styles';
import type { Colours } from './palette.ts';

/** Buttons, inputs, switches, tabs and react-admin's form furniture. */
export function formComponents(colours: Colours): Components<Theme> {
  return {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: {
        root: {
          fontFamily: 'inherit',
          '&:focus-visible, &.Mui-focusVisible': { outline: `2px solid ${colours.focus}`, outlineOffset: 1 },
        },
      },
    },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'small', variant: 'outlined' },
      styleOverrides: {
        root: { minHeight: 32, padding: '5px 12px', borderRadius: 6, whiteSpace: 'nowrap' },
        sizeSmall: { minHeight: 28, padding: '3px 10px' },
        outlined: {
          color: colours.text,
          borderColor: colours.borderStrong,
          backgroundColor: colours.surface,
          '&:hover': { borderColor: colours.textDisabled, backgroundColor: colours.hover },
        },
        text: { color: colours.textSecondary, '&:hover': { backgroundColor: colours.hover, color: colours.text } },
      },
    },
    MuiIconButton: {
      defaultProps: { size: 'small' },
      styleOverrides: {
        root: {
          borderRadius: 6,
          color: colours.textSecondary,
          padding: 5,
          '&:hover': { backgroundColor: colours.hover, color: colours.text },
        },
      },
    },
    MuiSvgIcon: { defaultProps: { fontSize: 'small' }, styleOverrides: { fontSizeSmall: { fontSize: 18 } } },
    MuiTextField: { defaultProps: { size: 'small', variant: 'outlined', fullWidth: true, margin: 'none' } },
    MuiFormControl: { defaultProps: { size: 'small', variant: 'outlined', margin: 'none' } },
    MuiAutocomplete: { defaultProps: { fullWidth: true, size: 'small' } },
    MuiInputBase: {
      styleOverrides: { root: { fontSize: 13, lineHeight: '20px' }, input: { fontVariantNumeric: 'tabular-nums' } },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: {
          backgroundColor: colours.surface,
          '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: colours.textDisabled },
          '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: colours.focus, borderWidth: 2 },
          '&.Mui-error .MuiOutlinedInput-notchedOutline': { borderColor: colours.tone.critical.strong },
        },
        notchedOutline: { borderColor: colours.borderStrong },
        inputSizeSmall: { padding: '7px 10px', height: 20 },
        multiline: { padding: '7px 10px' },
        adornedStart: { paddingLeft: 10 },
        inputAdornedStart: { paddingLeft: 0 },
        inputMultiline: { padding: 0, height: 'auto' },
      },
    },
    MuiInputLabel: {
      styleOverrides: {
        root: { fontSize: 13, '&.Mui-focused': { color: colours.accentText } },
        sizeSmall: {
          transform: 'translate(10px, 7px)',
          '&.MuiInputLabel-shrink': { transform: 'translate(12px, -8px) scale(0.85)' },
        },
      },
    },
    MuiInputAdornment: {
      styleOverrides: {
        root: { fontSize: 13, '& .MuiTypography-root': { fontSize: 13 } },
        positionStart: { marginRight: 6 },
      },
    },
    MuiFormHelperText: {
      styleOverrides: {
        root: { marginLeft: 0, fontSize: 12, lineHeight: '16px', '&.Mui-error': { color: colours.tone.critical.text } },
      },
    },
    MuiFormControlLabel: { styleOverrides: { label: { fontSize: 13 } } },
    MuiCheckbox: {
      defaultProps: { size: 'small' },
      styleOverrides: { root: { padding: 6, color: colours.textDisabled } },
    },
    MuiRadio: { defaultProps: { size: 'small' }, styleOverrides: { root: { padding: 6 } } },
    MuiTabs: { styleOverrides: { root: { minHeight: 36 }, indicator: { height: 2 } } },
    MuiTab: {
      styleOverrides: {
        root: {
          minHeight: 36,
          minWidth: 0,
          padding: '8px 4px',
          marginRight: 20,
          fontWeight: 500,
          color: colours.textSecondary,
          '&.Mui-selected': { color: colours.text },
        },
      },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          padding: '3px 10px',
          minHeight: 28,
          borderColor: colours.borderStrong,
          color: colours.textSecondary,
          '&.Mui-selected': { color: colours.tone.accent.text, backgroundColor: colours.tone.accent.background },
        },
      },
    },
  };
}
