import { useText } from '../../shared/i18n/text';
import { color, tone, type Tone } from '../../shared/theme/tokens';
import s from './Matrix.module.css';
import { box, layOut, short, type Drawn, type Place } from './tree';
import { matrixText } from './text';

/** The tone of a state; the words beside it carry the meaning. */
export function toneOf({ state, reached }: Place): Tone {
  if (reached) return 'good';
  if (['failed', 'missing', 'dead', 'unconfirmed', 'refused', 'missed'].includes(state)) return 'bad';
  return ['withdrawn', 'declined'].includes(state) ? 'neutral' : 'info';
}

/** The tree of a spread; all it says stands in the table beside it too. */
export function Picture({ places }: { places: readonly Place[] }) {
  const t = useText(matrixText);
  const { drawn, width, height } = layOut(places);
  const by = new Map(drawn.map((one) => [one.place.id, one]));
  const reached = places.filter((place) => place.reached && place.kind !== 'PIECE').length;
  return (
    <div className={s.picture} tabIndex={0} role="region" aria-label={t('spread')}>
      <svg viewBox={`-1 -1 ${String(width + 2)} ${String(height + 2)}`} style={{ maxWidth: width + 2 }} role="img" aria-label={t('picture', { n: reached, total: places.length - 1 })}>
        {drawn.map((one) => (
          <Line key={one.place.id} from={by.get(one.place.parentId ?? -1)} to={one} />
        ))}
        {drawn.map((one) => (
          <Box key={one.place.id} drawn={one} />
        ))}
      </svg>
    </div>
  );
}

function Line({ from, to }: { from: Drawn | undefined; to: Drawn }) {
  if (!from) return null;
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2];
  const [x2, y2] = [to.x, to.y + box.height / 2];
  const middle = (x1 + x2) / 2;
  return <path d={`M${String(x1)} ${String(y1)} C${String(middle)} ${String(y1)} ${String(middle)} ${String(y2)} ${String(x2)} ${String(y2)}`} fill="none" stroke={to.place.reached ? color.jade : color.lineControl} strokeDasharray={to.place.reached ? undefined : '4 4'} strokeWidth={1.5} />;
}

function Box({ drawn: { place, x, y } }: { drawn: Drawn }) {
  const t = useText(matrixText);
  const { text, soft } = tone[toneOf(place)];
  return (
    <g transform={`translate(${String(x)} ${String(y)})`}>
      <rect width={box.width} height={box.height} rx={4} fill={soft} stroke={place.reached ? color.jade : color.lineStrong} />
      <text x={10} y={18} fontSize={14} fill={color.ink}>
        {short(place.name)}
      </text>
      <text x={10} y={36} fontSize={12} fill={text}>
        {t(`kind_${place.kind}`)} · {stateOf(t, place.state)}
        {place.reads ? ` · ${t('readTimes', { n: place.reads })}` : ''}
      </text>
    </g>
  );
}

/** The word of a state; a newer server may know more. */
export function stateOf(t: ReturnType<typeof useText<keyof (typeof matrixText)['zh']>>, state: string): string {
  const key = `is_${state}`;
  return key in matrixText.zh ? t(key as keyof (typeof matrixText)['zh']) : state;
}
