import { PauseCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { useRight } from '../session';
import s from './Pause.module.css';
import { PauseDialog } from './PauseDialog';
import { pauseText } from './text';

/** The brake, at the top of every page of those who may. */
export function PauseButton() {
  const t = useText(pauseText);
  const may = useRight();
  const [open, setOpen] = useState(false);
  if (!may('release.pause')) return null;
  return (
    <>
      <Button type="text" danger icon={<PauseCircleOutlined />} aria-label={t('pause')} title={t('pause')} onClick={() => setOpen(true)}>
        <span className={s.wide}>{t('pause')}</span>
      </Button>
      {open ? <PauseDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
