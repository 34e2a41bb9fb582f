import { App, Button } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { UndoMediaReplacementDocument, type MediaFileQuery } from '../gql/graphql';
import s from './FileDrawer.module.css';
import { mediaText } from './text';

/** What took this file's place in drafts, and the way back. */
export function Replacements({ rows, keeps, onUndone }: { rows: MediaFileQuery['mediaReplacements']; keeps: boolean; onUndone: () => void }) {
  const t = useText(mediaText);
  const { message } = App.useApp();
  const undo = useAct(UndoMediaReplacementDocument);
  if (rows.length === 0) return null;
  const back = async (id: string) => {
    const done = await undo.run({ id });
    if (!done) return;
    const { changes, kept } = done.undoMediaReplacement;
    void message.success(t('undoneIn', { n: String(changes.length), kept: String(kept.length) }));
    onUndone();
  };
  return (
    <>
      <h3 className={s.heading}>{t('replacements')}</h3>
      <FaultNote fault={undo.fault} />
      <ul className={s.uses}>
        {rows.map((row) => (
          <li key={row.id}>
            <span>{t('replacement', { at: stamp(row.replacedAt), name: row.with ? row.with.alt || row.with.fileName : '—', n: String(row.drafts) })}</span>
            {row.undoneAt ? <span className={s.where}>{t('undone')}</span> : null}
            {!row.undoneAt && keeps ? (
              <Button size="small" loading={undo.busy} onClick={() => void back(row.id)}>
                {t('undo')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
