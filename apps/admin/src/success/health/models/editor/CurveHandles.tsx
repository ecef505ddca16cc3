import Box from '@mui/material/Box';
import type { CurvePoint } from '@wedsync/domain/success';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

const size = { width: 300, height: 132, left: 26, right: 12, top: 10, bottom: 22 };
const plotHeight = size.height - size.top - size.bottom;

type Props = {
  readonly name: string;
  readonly unit: string;
  readonly curve: readonly CurvePoint[];
  readonly onScore: (index: number, score: number) => void;
};

/** The curve as a plot whose points are dragged up and down, or moved with the arrow keys. Values stand evenly, or long tails would press the rest aside. */
export function CurveHandles({ name, unit, curve, onScore }: Props) {
  const plot = useRef<SVGSVGElement>(null);
  const held = useRef<number | null>(null);
  const placeOf = ([, score]: CurvePoint, index: number): [number, number] => [
    size.left + ((size.width - size.left - size.right) * index) / Math.max(1, curve.length - 1),
    size.top + plotHeight * (1 - Math.max(0, Math.min(100, score)) / 100),
  ];
  const drag = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (held.current === null || box === undefined || box.height === 0) return;
    const y = ((event.clientY - box.top) / box.height) * size.height;
    onScore(held.current, clamped(100 * (1 - (y - size.top) / plotHeight)));
  };
  const release = () => {
    held.current = null;
  };
  return (
    <Box
      component="svg"
      ref={plot}
      role="group"
      aria-label={`Curve of ${name}`}
      viewBox={`0 0 ${size.width} ${size.height}`}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
      sx={{ width: size.width, maxWidth: '100%', height: 'auto', touchAction: 'none' }}
    >
      {[0, 50, 100].map((score) => (
        <Gridline key={score} score={score} />
      ))}
      <Box
        component="polyline"
        points={curve.map((point, index) => placeOf(point, index).join(',')).join(' ')}
        sx={({ colours }) => ({ fill: 'none', stroke: colours.tone.accent.strong, strokeWidth: 2 })}
      />
      {curve.map((point, index) => {
        const [x, y] = placeOf(point, index);
        return (
          <g key={index}>
            <Handle
              x={x}
              y={y}
              label={`Score at ${point[0]} ${unit}`}
              score={point[1]}
              onHold={(event) => {
                held.current = index;
                plot.current?.setPointerCapture(event.pointerId);
              }}
              onScore={(score) => onScore(index, score)}
            />
            <Label x={x} y={size.height - 6} anchor="middle">
              {String(Math.round(point[0] * 100) / 100)}
            </Label>
          </g>
        );
      })}
    </Box>
  );
}

type HandleProps = {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly score: number;
  readonly onHold: (event: PointerEvent) => void;
  readonly onScore: (score: number) => void;
};

const steps: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
};

function Handle({ x, y, label, score, onHold, onScore }: HandleProps) {
  const step = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onScore(clamped(score + by));
  };
  return (
    <Box
      component="circle"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={score}
      aria-orientation="vertical"
      cx={x}
      cy={y}
      r={6}
      onPointerDown={onHold}
      onKeyDown={step}
      sx={({ colours, palette }) => ({
        fill: palette.background.paper,
        stroke: colours.tone.accent.strong,
        strokeWidth: 2,
        cursor: 'ns-resize',
        '&:focus-visible': { outline: 'none', fill: colours.tone.accent.strong },
      })}
    />
  );
}

function Gridline({ score }: { score: number }) {
  const y = size.top + plotHeight * (1 - score / 100);
  return (
    <>
      <Box
        component="line"
        x1={size.left}
        x2={size.width - size.right}
        y1={y}
        y2={y}
        sx={({ colours }) => ({ stroke: colours.border, strokeWidth: 1 })}
      />
      <Label x={size.left - 6} y={y + 3.5} anchor="end">
        {String(score)}
      </Label>
    </>
  );
}

function Label({ x, y, anchor, children }: { x: number; y: number; anchor: 'middle' | 'end'; children: string }) {
  return (
    <Box
      component="text"
      aria-hidden
      x={x}
      y={y}
      textAnchor={anchor}
      sx={({ palette }) => ({ fill: palette.text.secondary, fontSize: 10 })}
    >
      {children}
    </Box>
  );
}

function clamped(score: number): number {
  return Math.max(0, Math.min(100, Math.round(score)));
}
