import { App, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { ImportSourcesDocument, PreviewSourcesDocument, type SourcePreviewPartsFragment } from '../gql/graphql';
import { settingsText } from './text';
import { fileInput } from './words/keep';

const most = 8 << 20;

/** The list of sources from a file: what it would change first, then the change. */
export function SourceImport({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const t = useText(settingsText);
  const common = useText(staffText);
  const { message } = App.useApp();
  const preview = useAct(PreviewSourcesDocument);
  const apply = useAct(ImportSourcesDocument);
  const [file, setFile] = useState<{ name: string; base64: string } | null>(null);
  const [seen, setSeen] = useState<SourcePreviewPartsFragment | null>(null);
  const [replace, setReplace] = useState(false);
  const [large, setLarge] = useState(false);
  const choose = async (chosen: File | undefined) => {
    setLarge(false);
    setSeen(null);
    if (!chosen) return;
    if (most < chosen.size) return setLarge(true);
    const input = await fileInput(chosen);
    setFile(input);
    const data = await preview.run({ file: input });
    setSeen(data?.previewSources ?? null);
  };
  const confirm = async () => {
    if (!file || !seen) return;
    const data = await apply.run({ file, version: seen.version, replace });
    if (!data) return;
    const { added, changed, ended, missing } = data.importSources;
    void message.success(t('imported', { added, changed, ended: ended + (replace ? missing : 0) }));
    onClose();
  };
  const changes = seen ? seen.added + seen.changed + seen.ended + (replace ? seen.missing : 0) : 0;
  return (
    <Modal
      open
      title={t('importSources')}
      okText={t('importSources')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: changes === 0, loading: apply.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={apply.fault ?? preview.fault} />
      <p>{t('importNote')}</p>
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

function Preview({ seen }: { seen: SourcePreviewPartsFragment }) {
  const t = useText(settingsText);
  const lang = useLang();
  const { added, changed, ended, same, missing } = seen;
  const columns = (change: (typeof seen.changes)[number]) => (lang === 'zh' ? change.columns : change.columnsEn).join('、');
  const lists = [
    ['addedSources', seen.addedNames, added],
    ['changedSources', seen.changes.map((change) => t('changedLine', { name: change.name, columns: columns(change) })), changed],
    ['endedSources', seen.ends.map((change) => t('endedLine', { name: change.name, day: change.endsOn ?? '' })), ended],
    ['missingSources', seen.missingNames, missing],
  ] as const;
  return (
    <div role="status" style={{ marginTop: 12 }}>
      <p>{t('preview', { added, changed, ended, same, missing })}</p>
      {lists.map(([name, names, all]) =>
        names.length > 0 ? (
          <p key={name} style={{ color: 'var(--ink-2)', fontSize: 13 }}>
            {t(name)}：{names.join('、')}
            {names.length < all ? '……' : ''}
          </p>
        ) : null,
      )}
      {seen.faults.length > 0 ? (
        <>
          <p>{t('faults', { n: seen.faults.length })}</p>
          <ul style={{ maxHeight: 160, overflow: 'auto' }}>
            {seen.faults.map((fault) => (
              <li key={`${String(fault.line)}:${fault.column}`}>
                {t('faultLine', { line: fault.line, column: lang === 'zh' ? fault.column : fault.columnEn, message: lang === 'zh' ? fault.message : fault.messageEn })}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
