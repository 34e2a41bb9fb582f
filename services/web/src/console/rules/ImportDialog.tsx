import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { ImportRuleDraftDocument, type DraftPartsFragment } from '../gql/graphql';
import { rulesText } from './text';

const most = 1 << 20;

export interface ImportDialogProps {
  version: number;
  onTaken: (draft: DraftPartsFragment) => void;
  onClose: () => void;
}

/** The whole set from a file, in place of the draft. What cannot be read is told here; what does not hold, at its place in the form. */
export function ImportDialog({ version, onTaken, onClose }: ImportDialogProps) {
  useFocusReturn();
  const t = useText(rulesText);
  const common = useText(staffText);
  const take = useAct(ImportRuleDraftDocument);
  const [toml, setToml] = useState('');
  const [large, setLarge] = useState(false);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setLarge(most < file.size);
    if (file.size <= most) setToml(await file.text());
  };
  const confirm = async () => {
    const data = await take.run({ version, toml });
    if (!data) return;
    onTaken(data.importRuleDraft);
    onClose();
  };
  return (
    <Modal
      open
      width={680}
      title={t('importToml')}
      okText={t('importAct')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: toml.trim() === '', loading: take.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={take.fault} />
      <p>{t('importNote')}</p>
      <input type="file" aria-label={t('file')} accept=".toml,text/plain" onChange={(event) => void choose(event.target.files?.[0])} />
      {large ? <p role="alert">{t('tooLarge')}</p> : null}
      <Form layout="vertical" component="div" style={{ marginTop: 12 }}>
        <Form.Item label={t('orPaste')} htmlFor="rules-toml">
          <Input.TextArea id="rules-toml" rows={12} spellCheck={false} style={{ fontFamily: 'var(--font-mono)' }} value={toml} onChange={(event) => setToml(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
