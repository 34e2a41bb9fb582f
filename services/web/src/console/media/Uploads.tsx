import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import { useClient } from 'urql';
import { sharedText } from '../../shared/i18n/shared';
import { useText } from '../../shared/i18n/text';
import { specific } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { accepted, typeOf, upload } from '../articles/upload';
import s from './MediaPage.module.css';
import { mediaText } from './text';
import { useRefusal } from './useRefusal';

interface Sent {
  key: number;
  name: string;
  /** From 0 to 1 while it is on its way. */
  share: number;
  state: 'sending' | 'sent' | 'refused';
  why: string;
}

/** A box to drag files onto, or to choose them with; each goes by itself, and what is refused says why. */
export function Uploads({ folder, onSent }: { folder: { id: string; name: string } | null; onSent: () => void }) {
  const t = useText(mediaText);
  const shared = useText(sharedText);
  const client = useClient();
  const refusal = useRefusal();
  const input = useRef<HTMLInputElement>(null);
  const count = useRef(0);
  const [over, setOver] = useState(false);
  const [list, setList] = useState<Sent[]>([]);
  const note = (key: number, change: Partial<Sent>) => setList((now) => now.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const send = async (file: File) => {
    const key = (count.current += 1);
    setList((now) => [...now, { key, name: file.name, share: 0, state: 'sending', why: '' }]);
    const type = typeOf(file);
    if (!type) return note(key, { state: 'refused', why: t('wrongType') });
    const result = await upload(client, type, file, '', (share) => note(key, { share }), folder?.id ?? null);
    if ('ok' in result) {
      note(key, { state: 'sent' });
      onSent();
    } else if ('refusal' in result) note(key, { state: 'refused', why: refusal(result.refusal) });
    else note(key, { state: 'refused', why: result.fault.fields[0]?.message ?? (specific(result.fault) || shared(`error_${result.fault.code}`)) });
  };
  /** One after another: a county's line is narrow, and the first is then soon there. The browser's own list lives only as long as its event. */
  const all = async (files: FileList | null) => {
    for (const file of [...(files ?? [])]) await send(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void all(event.dataTransfer.files);
  };
  return (
    <>
      <div
        className={s.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('choose')}
          accept={Object.values(accepted).join(',')}
          onChange={(event) => {
            void all(event.target.files);
            event.target.value = '';
          }}
        />
        <Button type="primary" icon={<UploadOutlined aria-hidden />} onClick={() => input.current?.click()}>
          {t('choose')}
        </Button>
        <p>
          {t('drop')}。{t('dropHint')} {folder ? t('sendingTo', { name: folder.name }) : null}
        </p>
      </div>
      <ul className={s.sent} aria-live="polite">
        {list.map((one) => (
          <li key={one.key}>
            <span>{one.name}</span>
            {one.state === 'sending' ? <progress value={one.share} aria-label={`${t('sending')} ${one.name}`} /> : null}
            {one.state === 'sent' ? <Mark tone="good">{t('sent')}</Mark> : null}
            {one.state === 'refused' ? (
              <>
                <Mark tone="bad">{t('notSent')}</Mark>
                <span>{one.why}</span>
              </>
            ) : null}
          </li>
        ))}
        {list.length > 0 && list.every((one) => one.state !== 'sending') ? (
          <li>
            <Button size="small" onClick={() => setList([])}>
              {t('clearSent')}
            </Button>
          </li>
        ) : null}
      </ul>
    </>
  );
}
