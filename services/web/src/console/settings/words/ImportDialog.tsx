import { App, Checkbox, Modal, Select } from 'antd';
import { useState } from 'react';
import { useAct } from '../../../shared/graphql/useAct';
import { useLang } from '../../../shared/i18n/lang';
import { useText } from '../../../shared/i18n/text';
import { FaultNote } from '../../../shared/staff/FaultNote';
import { staffText } from '../../../shared/staff/text';
import { useFocusReturn } from '../../../shared/staff/useFocusReturn';
import { ImportWordsDocument, PreviewWordsDocument, type WordListsQuery, type WordPreviewPartsFragment } from '../../gql/graphql';
import { fileInput } from './keep';
import { wordsText } from './text';

const most = 8 << 20;

export interface ImportDialogProps {
  departments: WordListsQuery['departments'];
  departmentId: string | null;
  onClose: () => void;
}

/** A list from a file: what it would change first, then the change. */
export function ImportDialog({ departments, departmentId, onClose }: ImportDialogProps) {
  useFocusReturn();
  const t = useText(wordsText);
  const common = useText(staffText);
  const lang = useLang();
  const { message } = App.useApp();
  const preview = useAct(PreviewWordsDocument);
  const apply = useAct(ImportWordsDocument);
  const [list, setList] = useState(departmentId ?? '');
  const [file, setFile] = useState<{ name: string; base64: string } | null>(null);
  const [seen, setSeen] = useState<WordPreviewPartsFragment | null>(null);
  const [replace, setReplace] = useState(false);
  const [large, setLarge] = useState(false);
  const look = async (into: string, chosen: { name: string; base64: string } | null) => {
    setSeen(null);
    if (!chosen) return;
    const data = await preview.run({ departmentId: into || null, file: chosen });
    setSeen(data?.previewWords ?? null);
  };
  const choose = async (chosen: File | undefined) => {
    setLarge(false);
    if (!chosen) return;
    if (most < chosen.size) return setLarge(true);
    const input = await fileInput(chosen);
    setFile(input);
    await look(list, input);
  };
  const confirm = async () => {
    if (!file || !seen) return;
    const data = await apply.run({ departmentId: list || null, file, version: seen.version, replace });
    if (!data) return;
    void message.success(t('imported', { added: data.importWords.added, changed: data.importWords.changed }));
    onClose();
  };
  const changes = seen ? seen.added + seen.changed + (replace ? seen.missing : 0) : 0;
  return (
    <Modal
      open
      title={t('import')}
      okText={t('apply')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: changes === 0, loading: apply.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={apply.fault ?? preview.fault} />
      <p>{t('importNote')}</p>
      <Select
        aria-label={t('list')}
        style={{ width: '100%', marginBottom: 12 }}
        value={list}
        onChange={(value) => {
          setList(value);
          void look(value, file);
        }}
        options={[{ value: '', label: t('ownCounty') }, ...departments.map((row) => ({ value: row.id, label: lang === 'zh' ? row.name : row.nameEn }))]}
      />
      <input type="file" aria-label={t('file')} accept=".csv,.xlsx,text/csv" onChange={(event) => void choose(event.target.files?.[0])} />
      {large ? <p role="alert">{t('tooLarge')}</p> : null}
      {seen ? <Preview seen={seen} /> : null}
      {seen && seen.missing > 0 ? (
        <Checkbox checked={replace} onChange={(event) => setReplace(event.target.checked)}>
          {t('replace')}
        </Checkbox>
      ) : null}
    </Modal>
  );
}

function Preview({ seen }: { seen: WordPreviewPartsFragment }) {
  const t = useText(wordsText);
  const lang = useLang();
  const { added, changed, same, missing } = seen;
  const lists = [
    ['addedWords', seen.addedWords, added],
    ['changedWords', seen.changedWords, changed],
    ['missingWords', seen.missingWords, missing],
  ] as const;
  return (
    <div role="status" style={{ marginTop: 12 }}>
      <p>{t('preview', { added, changed, same, missing })}</p>
      {lists.map(([name, words, all]) =>
        words.length > 0 ? (
          <p key={name} style={{ color: 'var(--ink-2)', fontSize: 13 }}>
            {t(name)}：{words.join('、')}
            {words.length < all ? '……' : ''}
          </p>
        ) : null,
      )}
      {seen.faults.length > 0 ? (
        <>
          <p>{t('faults', { n: seen.faults.length })}</p>
          <ul style={{ maxHeight: 160, overflow: 'auto' }}>
            {seen.faults.map((fault) => (
              <li key={`${String(fault.line)}:${fault.message}`}>{t('faultLine', { line: fault.line, message: lang === 'zh' ? fault.message : fault.messageEn })}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
