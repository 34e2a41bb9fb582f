import { ScissorOutlined } from '@ant-design/icons';
import { Button, InputNumber, Modal, Segmented, Select } from 'antd';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Focus, PictureData } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { between, fitted, middle, within, type Rect } from './crop';
import { cut } from './cut';
import s from './PictureDialog.module.css';
import { useShelf } from './shelf';
import { editorText } from './text';

interface PictureProps {
  picture: PictureData;
  disabled: boolean;
  onChange: (change: Partial<PictureData>) => void;
}

/** Opens the picture to be cut, or to say what must stay in sight. */
export function PictureButton({ picture, disabled, onChange }: PictureProps) {
  const t = useText(editorText);
  const shelf = useShelf();
  const [open, setOpen] = useState(false);
  const url = shelf.url(picture.mediaId);
  return (
    <>
      <Button icon={<ScissorOutlined aria-hidden />} disabled={disabled || !url} onClick={() => setOpen(true)}>
        {t('pictureEdit')}
      </Button>
      {url ? (
        <Modal open={open} title={t('pictureEdit')} footer={null} width={720} onCancel={() => setOpen(false)} destroyOnHidden>
          <PictureForm
            url={url}
            picture={picture}
            onCancel={() => setOpen(false)}
            onChange={(change) => {
              onChange(change);
              setOpen(false);
            }}
          />
        </Modal>
      ) : null}
    </>
  );
}

const shapes = { free: null, '16:9': 16 / 9, '4:3': 4 / 3, '1:1': 1, '2.35:1': 2.35 } as const;

/**
 * Cutting makes another file, so that no channel, no feed and no reader ever holds what was cut away. The focus only says what
 * a frame of a list must not cut.
 */
function PictureForm({ url, picture, onCancel, onChange }: { url: string; picture: PictureData; onCancel: () => void; onChange: PictureProps['onChange'] }) {
  const t = useText(editorText);
  const shelf = useShelf();
  const [mode, setMode] = useState<'crop' | 'focus'>('crop');
  const [shape, setShape] = useState<keyof typeof shapes>('free');
  const [rect, setRect] = useState<Rect>({ x: 0, y: 0, width: 1000, height: 1000 });
  const [focus, setFocus] = useState<Focus>(picture.focus ?? middle);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const image = useRef<HTMLImageElement>(null);
  const ratio = () => (image.current ? image.current.naturalWidth / image.current.naturalHeight : 1);
  const whole = rect.width === 1000 && rect.height === 1000;
  const save = async () => {
    if (mode === 'focus') return onChange({ focus });
    if (!image.current) return;
    setBusy(true);
    setFailed('');
    const file = await cut(image.current, rect);
    const sent = file ? await shelf.upload(file, picture.alt) : null;
    setBusy(false);
    if (sent) onChange({ mediaId: sent });
    else setFailed(t('cropFailed'));
  };
  return (
    <div>
      <div className={s.bar}>
        <Segmented value={mode} onChange={setMode} options={[{ value: 'crop', label: t('crop') }, { value: 'focus', label: t('focus') }]} />
        {mode === 'crop' ? (
          <Select<keyof typeof shapes>
            value={shape}
            aria-label={t('cropShape')}
            style={{ minWidth: 120 }}
            onChange={(next) => {
              setShape(next);
              setRect(fitted(rect, shapes[next], ratio()));
            }}
            options={Object.keys(shapes).map((value) => ({ value, label: value === 'free' ? t('cropFree') : value }))}
          />
        ) : null}
      </div>
      <Stage mode={mode} url={url} rect={rect} focus={focus} image={image} onRect={(next) => setRect(fitted(next, shapes[shape], ratio()))} onFocus={setFocus} />
      {mode === 'crop' ? (
        <Numbers
          values={[
            [t('cropLeft'), rect.x, (x) => setRect(within({ ...rect, x }))],
            [t('cropTop'), rect.y, (y) => setRect(within({ ...rect, y }))],
            [t('cropWidth'), rect.width, (width) => setRect(fitted(within({ ...rect, width }), shapes[shape], ratio()))],
            [t('cropHeight'), rect.height, (height) => setRect(fitted(within({ ...rect, height }), shapes[shape], ratio()))],
          ]}
        />
      ) : (
        <Numbers
          values={[
            [t('focusX'), focus.x, (x) => setFocus({ ...focus, x })],
            [t('focusY'), focus.y, (y) => setFocus({ ...focus, y })],
          ]}
        />
      )}
      <p className={s.note}>{mode === 'crop' ? t('cropNote') : t('focusNote')}</p>
      <div className={s.buttons}>
        <span role="alert">{failed}</span>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" loading={busy} disabled={mode === 'crop' && whole} onClick={() => void save()}>
          {mode === 'crop' ? t('cropDo') : t('focusSet')}
        </Button>
      </div>
    </div>
  );
}

interface StageProps {
  mode: 'crop' | 'focus';
  url: string;
  rect: Rect;
  focus: Focus;
  image: React.RefObject<HTMLImageElement | null>;
  onRect: (rect: Rect) => void;
  onFocus: (focus: Focus) => void;
}

/** The picture, to be drawn on with a pointer; the numbers below say the same for the keyboard. */
function Stage({ mode, url, rect, focus, image, onRect, onFocus }: StageProps) {
  const start = useRef<Focus | null>(null);
  const point = (event: PointerEvent): Focus => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (value: number, size: number) => Math.round(Math.min(1, Math.max(0, value / size)) * 1000);
    return { x: share(event.clientX - box.left, box.width), y: share(event.clientY - box.top, box.height) };
  };
  const down = (event: PointerEvent) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = point(event);
    if (mode === 'focus') onFocus(start.current);
  };
  const move = (event: PointerEvent) => {
    if (!start.current) return;
    const to = point(event);
    if (mode === 'focus') onFocus(to);
    else onRect(between(start.current, to));
  };
  const percent = (value: number) => `${String(value / 10)}%`;
  return (
    <div className={s.stage} onPointerDown={down} onPointerMove={move} onPointerUp={() => (start.current = null)}>
      <img ref={image} src={url} alt="" draggable={false} />
      {mode === 'crop' ? (
        <div className={s.rect} style={{ left: percent(rect.x), top: percent(rect.y), width: percent(rect.width), height: percent(rect.height) }} />
      ) : (
        <div className={s.point} style={{ left: percent(focus.x), top: percent(focus.y) }} />
      )}
    </div>
  );
}

function Numbers({ values }: { values: [string, number, (value: number) => void][] }) {
  const stop = (event: KeyboardEvent) => event.stopPropagation();
  return (
    <div className={s.numbers} onKeyDown={stop}>
      {values.map(([label, value, set]) => (
        <label key={label}>
          <span>{label}</span>
          <InputNumber min={0} max={100} step={1} value={value / 10} suffix="%" onChange={(next) => set(Math.round((next ?? 0) * 10))} />
        </label>
      ))}
    </div>
  );
}
