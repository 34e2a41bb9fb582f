import { Modal } from 'antd';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { RuleHistoryDocument } from '../gql/graphql';
import { Chain, Conditions } from './Chain';
import s from './Rules.module.css';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';

export interface HistoryDialogProps {
  /** None: the versions of all rules. */
  of: { name: string; title: string } | null;
  onClose: () => void;
}

/** Every version of a rule, with who published it and why; each opens to its conditions and its chain. */
export function HistoryDialog({ of, onClose }: HistoryDialogProps) {
  useFocusReturn();
  const t = useText(rulesText);
  const words = useRuleWords();
  const history = useQuery({ query: RuleHistoryDocument, variables: { name: of?.name ?? null }, requestPolicy: 'network-only' });
  return (
    <Modal open width={720} title={of ? t('historyOf', { name: of.title }) : t('historyAll')} footer={null} onCancel={onClose}>
      <Answer query={history}>
        {(data) => (
          <ol className={s.versions}>
            {data.ruleHistory.map((row) => (
              <li key={row.id}>
                <details>
                  <summary>
                    <strong>{words.titled(row.content)}</strong>{' '}
                    <Mark tone={row.endsAt ? 'neutral' : 'good'}>{row.endsAt ? t('ended') : t('inForce')}</Mark>
                    <span className={s.small}>
                      {t('historyLine', { version: row.version, from: stamp(row.startsAt), to: row.endsAt ? stamp(row.endsAt) : t('now') })} · {row.publishedBy?.name ?? t('builtIn')}
                      {row.note ? ` · ${row.note}` : ''}
                    </span>
                  </summary>
                  <p>
                    {t('priority')} {row.content.priority} · <Conditions when={row.content.when} />
                  </p>
                  <Chain steps={row.content.steps} />
                </details>
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </Modal>
  );
}
