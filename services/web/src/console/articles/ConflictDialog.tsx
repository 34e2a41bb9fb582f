import { Alert, Button, Modal } from 'antd';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { ArticleTextDocument } from '../gql/graphql';
import { Compare, Words } from '../review/Compare';
import { draftOf, type Draft } from './draft';
import { VariantsChange } from '../variants/VariantsView';
import { articlesText } from './text';
import type { Autosave } from './useAutosave';

export interface ConflictDialogProps {
  id: string;
  mine: Draft;
  save: Autosave;
  mediaUrl: (id: string) => string | null;
  onAdopt: (theirs: Draft) => void;
}

/** Someone else saved meanwhile: both texts are shown against each other, and the writer chooses which goes on. */
export function ConflictDialog({ id, mine, save, mediaUrl, onAdopt }: ConflictDialogProps) {
  const t = useText(articlesText);
  const other = useQuery({ query: ArticleTextDocument, variables: { id }, requestPolicy: 'network-only' });
  return (
    <Modal open closable={false} keyboard={false} footer={null} width={860} title={t('conflictTitle')}>
      <Answer query={other}>
        {({ article }) => {
          if (!article) return null;
          const theirs = draftOf(article);
          const keepMine = () => {
            save.rebase(article.version, article.updatedAt);
            save.change(mine);
            void save.flush();
          };
          const takeTheirs = () => {
            onAdopt(theirs);
            save.rebase(article.version, article.updatedAt);
          };
          return (
            <>
              <Alert type="warning" showIcon title={t('conflictNote', { at: stamp(article.updatedAt) })} style={{ marginBottom: 12 }} />
              <h3>{t('conflictDiff')}</h3>
              <div style={{ maxHeight: '50vh', overflowY: 'auto' }} tabIndex={0} role="region" aria-label={t('conflictDiff')}>
                <Words before={theirs.title} after={mine.title} />
                <Words before={theirs.summary} after={mine.summary} />
                <Compare before={theirs.blocks} after={mine.blocks} mediaUrl={mediaUrl} />
                <VariantsChange before={theirs} after={mine} />
              </div>
              <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 8, marginTop: 16 }}>
                <Button onClick={takeTheirs}>{t('takeTheirs')}</Button>
                <Button type="primary" onClick={keepMine}>
                  {t('keepMine')}
                </Button>
              </div>
            </>
          );
        }}
      </Answer>
    </Modal>
  );
}
