import { Button } from 'antd';
import { useState } from 'react';
import type { MediaType } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { MediaDialog } from '../articles/MediaDialog';
import type { Uploaded } from '../articles/upload';
import s from './Submissions.module.css';
import { submissionsText } from './text';

const types: [MediaType, 'addFile' | 'addImage' | 'addAudio' | 'addVideo'][] = [
  ['file', 'addFile'],
  ['image', 'addImage'],
  ['audio', 'addAudio'],
  ['video', 'addVideo'],
];

/** Files to hand in beside the text, each uploaded as it is added. */
export function Attachments({ value, onChange }: { value: Uploaded[]; onChange: (files: Uploaded[]) => void }) {
  const t = useText(submissionsText);
  const [picking, setPicking] = useState<MediaType | null>(null);
  return (
    <>
      <ul className={s.files}>
        {value.map((file) => (
          <li key={file.id}>
            {file.alt || file.id}{' '}
            <Button size="small" onClick={() => onChange(value.filter((kept) => kept.id !== file.id))}>
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <div className={s.acts}>
        {types.map(([type, key]) => (
          <Button key={type} onClick={() => setPicking(type)}>
            {t(key)}
          </Button>
        ))}
      </div>
      <MediaDialog
        type={picking}
        onCancel={() => setPicking(null)}
        onPick={(file) => {
          setPicking(null);
          if (!value.some((kept) => kept.id === file.id)) onChange([...value, file]);
        }}
      />
    </>
  );
}
