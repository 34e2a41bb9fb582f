import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { useKeys } from '../../shared/staff/keys';
import { Mark } from '../../shared/staff/Mark';
import { SubmitArticleDocument, type ArticlePartsFragment } from '../gql/graphql';
import { ClassMarks } from './ClassMarks';
import { gapsOf, type Draft } from './draft';
import { articlesText } from './text';
import type { Autosave } from './useAutosave';
import type { Finding } from './useChecks';

export interface SubmitDialogProps {
  open: boolean;
  article: ArticlePartsFragment;
  draft: Draft;
  save: Autosave;
  /** What the checks found in the text as it stands. */
  findings: readonly Finding[];
  onCancel: () => void;
  onSubmitted: () => void;
}

/** The last look before a version is frozen: what is missing, and what the class of the piece means for its way. */
export function SubmitDialog({ open, article, draft, save, findings, onCancel, onSubmitted }: SubmitDialogProps) {
  const t = useText(articlesText);
  const lang = useLang();
  const submit = useAct(SubmitArticleDocument);
  const [unsaved, setUnsaved] = useState(false);
  const gaps = gapsOf(draft, article.releasedAt !== null);
  const confirm = async () => {
    const version = await save.flush();
    setUnsaved(version === null);
    if (version === null) return;
    const data = await submit.run({ id: article.id, version, accepted: blocks.map((finding) => accepting(finding, reasons[keyOf(finding)] ?? '')) });
    if (!data) return;
    onCancel();
    onSubmitted();
  };
  const blocks = findings.filter((finding) => finding.severity === 'BLOCK');
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const standing = blocks.every((finding) => finding.acceptable && (reasons[keyOf(finding)] ?? '').trim() !== '');
  const ready = gaps.length === 0 && standing;
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
      {gaps.length === 0 ? (
        <>
          <p>
            <strong>{draft.title}</strong> <ClassMarks piece={draft} />
          </p>
          <p>{t('submitNote')}</p>
          {draft.sensitivity === 'SENSITIVE' ? <p>{t('submitSensitive')}</p> : null}
          {draft.emergency ? <p>{t('submitEmergency')}</p> : null}
          {blocks.length > 0 ? (
            <>
              <p role="status">{t('submitBlocked')}</p>
              <ul>
                {blocks.map((finding) => (
                  <li key={keyOf(finding)}>
                    {lang === 'zh' ? finding.message : finding.messageEn} {finding.excerpt ? <q>{finding.excerpt}</q> : null}
                    {finding.acceptable ? (
                      <Input
                        aria-label={t('submitReason', { text: finding.excerpt })}
                        placeholder={t('submitReason', { text: finding.excerpt })}
                        maxLength={200}
                        value={reasons[keyOf(finding)] ?? ''}
                        onChange={(event) => setReasons((now) => ({ ...now, [keyOf(finding)]: event.target.value }))}
                      />
                    ) : (
                      <p>
                        <Mark tone="bad">{t('submitFixed')}</Mark>
                      </p>
                    )}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
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

function keyOf({ code, place, excerpt }: Finding): string {
  return `${code}:${place?.path ?? ''}:${String(place?.start ?? '')}:${excerpt}`;
}

function accepting({ code, excerpt, place }: Finding, reason: string) {
  return { rule: code, excerpt, path: place?.path ?? null, start: place?.start ?? null, end: place?.end ?? null, reason: reason.trim() };
}
