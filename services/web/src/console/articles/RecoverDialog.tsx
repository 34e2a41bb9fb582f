import { Alert, Button, Modal } from 'antd';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Compare, Words } from '../review/Compare';
import type { Draft } from './draft';
import type { LocalCopy } from './localCopy';
import { VariantsChange } from '../variants/VariantsView';
import { articlesText } from './text';

export interface RecoverDialogProps {
  copy: LocalCopy;
  server: Draft;
  /** Whether the server's text has moved on since the copy was written. */
  movedOn: boolean;
  mediaUrl: (id: string) => string | null;
  onTake: () => void;
  onDrop: () => void;
}

/** What was written on this device and never reached the server, shown against what the server has. */
export function RecoverDialog({ copy, server, movedOn, mediaUrl, onTake, onDrop }: RecoverDialogProps) {
  const t = useText(articlesText);
  return (
    <Modal open closable={false} keyboard={false} footer={null} width={860} title={t('recoverTitle')}>
      <Alert type={movedOn ? 'warning' : 'info'} showIcon title={t(movedOn ? 'recoverMovedOn' : 'recoverNote', { at: stamp(copy.at) })} style={{ marginBottom: 12 }} />
      <h3>{t('recoverDiff')}</h3>
      <div style={{ maxHeight: '50vh', overflowY: 'auto' }} tabIndex={0} role="region" aria-label={t('recoverDiff')}>
        <Words before={server.title} after={copy.draft.title} />
        <Words before={server.summary} after={copy.draft.summary} />
        <Compare before={server.blocks} after={copy.draft.blocks} mediaUrl={mediaUrl} />
        <VariantsChange before={server} after={copy.draft} />
      </div>
      <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 8, marginTop: 16 }}>
        <Button onClick={onDrop}>{t('recoverDrop')}</Button>
        <Button type="primary" onClick={onTake}>
          {t('recoverTake')}
        </Button>
      </div>
    </Modal>
  );
}
