import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { useKeys } from '../../shared/staff/keys';
import { SubmitArticleDocument, type ArticlePartsFragment } from '../gql/graphql';
import { ClassMarks } from './ClassMarks';
import { gapsOf, type Draft } from './draft';
import { articlesText } from './text';
import type { Autosave } from './useAutosave';

export interface SubmitDialogProps {
  open: boolean;
  article: ArticlePartsFragment;
  draft: Draft;
  save: Autosave;
  onCancel: () => void;
  onSubmitted: () => void;
}

/** The last look before a version is frozen: what is missing, and what the class of the piece means for its way. */
export function SubmitDialog({ open, article, draft, save, onCancel, onSubmitted }: SubmitDialogProps) {
  const t = useText(articlesText);
  const submit = useAct(SubmitArticleDocument);
  const [unsaved, setUnsaved] = useState(false);
  const gaps = gapsOf(draft);
  const confirm = async () => {
    const version = await save.flush();
    setUnsaved(version === null);
    if (version === null) return;
    const data = await submit.run({ id: article.id, version });
    if (!data) return;
    onCancel();
    onSubmitted();
  };
  const ready = gaps.length === 0;
  useKeys(open ? { 'ctrl+enter': () => (ready && !submit.busy ? void confirm() : undefined) } : {});
  return (
    <Modal
      open={open}
      title={t('submitTitle')}
      okText={t('submitConfirm')}
      cancelText={t('backToText')}
      okButtonProps={{ disabled: !ready, loading: submit.busy }}
      onCancel={onCancel}
      onOk={() => void confirm()}
    >
      <FaultNote fault={submit.fault} />
      {unsaved ? <Alert type="error" showIcon title={t('submitUnsaved')} style={{ marginBottom: 12 }} /> : null}
      {ready ? (
        <>
          <p>
            <strong>{draft.title}</strong> <ClassMarks piece={draft} />
          </p>
          <p>{t('submitNote')}</p>
          {draft.sensitivity === 'SENSITIVE' ? <p>{t('submitSensitive')}</p> : null}
          {draft.emergency ? <p>{t('submitEmergency')}</p> : null}
        </>
      ) : (
        <>
          <p>{t('gapsNote')}</p>
          <ul>
            {gaps.map((gap) => (
              <li key={gap}>{t(`gap_${gap}`)}</li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}
