import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Section } from '../../shared/staff/Page';
import { ImportDocxDocument, type ImportDocxMutation } from '../gql/graphql';
import { DocxField } from './DocxField';
import { LeftOut } from './LeftOut';
import { importsText } from './text';

/** A new draft from a Word document: it opens at once where all came over, and else says first what did not. */
export function DocxStart() {
  const t = useText(importsText);
  const navigate = useNavigate();
  const act = useAct(ImportDocxDocument);
  const [done, setDone] = useState<ImportDocxMutation['importDocx'] | null>(null);
  const open = (id: string) => void navigate(`/console/articles/${id}`, { replace: true });
  const read = async (mediaId: string) => {
    const data = await act.run({ mediaId });
    if (!data) return;
    if (data.importDocx.leftOut.length === 0) open(data.importDocx.article.id);
    else setDone(data.importDocx);
  };
  return (
    <Section title={t('docx')}>
      {done ? (
        <>
          <p role="status">{t('done', { title: done.article.title })}</p>
          <LeftOut of={done.leftOut} />
          <Button type="primary" onClick={() => open(done.article.id)}>
            {t('openDraft')}
          </Button>
        </>
      ) : (
        <DocxField busy={act.busy} fault={act.fault} onSent={(mediaId) => void read(mediaId)} />
      )}
    </Section>
  );
}
