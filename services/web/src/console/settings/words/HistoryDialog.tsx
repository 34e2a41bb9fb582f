import { Modal } from 'antd';
import { useQuery } from 'urql';
import { useText } from '../../../shared/i18n/text';
import { stamp } from '../../../shared/lib/time';
import { Answer } from '../../../shared/staff/Answer';
import { WordHistoryDocument, type WordPartsFragment } from '../../gql/graphql';
import { useWord } from '../../words';
import { wordsText } from './text';

/** Every row there was of a word: who put it there, how it read, and who took it off. */
export function HistoryDialog({ word: row, onClose }: { word: WordPartsFragment; onClose: () => void }) {
  const t = useText(wordsText);
  const word = useWord();
  const history = useQuery({ query: WordHistoryDocument, variables: { id: row.id }, requestPolicy: 'network-only' });
  return (
    <Modal open title={`${t('history')} · ${row.word}`} footer={null} onCancel={onClose}>
      <Answer query={history}>
        {(data) => (
          <ol>
            {data.wordHistory.map((each) => (
              <li key={each.id} style={{ marginBottom: 8 }}>
                {each.word} · {t(`usage_${each.usage}`)} · {word('gate', each.gate)} · {t(`severity_${each.severity}`)}
                {each.reason ? ` · ${each.reason}` : ''}
                <div style={{ color: 'var(--ink-2)', fontSize: 13 }}>
                  {t('historyLine', { who: each.addedBy, at: stamp(each.addedAt) })}
                  {each.endedAt ? t('historyEnd', { who: each.endedBy ?? '', at: stamp(each.endedAt) }) : null}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </Modal>
  );
}
