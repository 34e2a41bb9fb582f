import { DownloadOutlined, EditOutlined, ExperimentOutlined, HistoryOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useClient, useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { downloadText } from '../../shared/lib/download';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { Empty } from '../../shared/states/States';
import { RuleDraftStateDocument, RulesInForceDocument, RulesTomlDocument, type HeldRuleFragment } from '../gql/graphql';
import { useRight } from '../session';
import { Chain, Conditions } from './Chain';
import { HistoryDialog } from './HistoryDialog';
import { watched } from './watched';
import s from './Rules.module.css';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';

/** 审核规则: the rules in force, how they came about, and the ways to change and to try them. */
export function Rules() {
  const t = useText(rulesText);
  const may = useRight();
  const client = useClient();
  const navigate = useNavigate();
  const rules = useQuery({ query: RulesInForceDocument, context: watched });
  const manage = may('rule.manage');
  const [state] = useQuery({ query: RuleDraftStateDocument, pause: !manage, context: watched });
  const [past, setPast] = useState<{ name: string; title: string } | 'all' | null>(null);
  const draft = state.data?.ruleDraft;
  const save = async () => {
    const { data } = await client.query(RulesTomlDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    if (data) downloadText('review-rules.toml', data.reviewRulesToml);
  };
  return (
    <>
      <p style={{ color: 'var(--ink-2)' }}>{t('rulesLead')}</p>
      {draft ? (
        <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t('draftThere', { who: draft.editedBy.name, at: stamp(draft.editedAt) })} />
      ) : null}
      <div className={s.bar}>
        {manage ? (
          <Button type="primary" icon={<EditOutlined aria-hidden />} onClick={() => void navigate('/console/settings/rules/draft')}>
            {draft ? t('goOn') : t('edit')}
          </Button>
        ) : null}
        <Button icon={<ExperimentOutlined aria-hidden />} onClick={() => void navigate('/console/settings/rules/simulate')}>
          {t('simulate')}
        </Button>
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
          {t('exportToml')}
        </Button>
        <Button icon={<HistoryOutlined aria-hidden />} onClick={() => setPast('all')}>
          {t('historyAll')}
        </Button>
      </div>
      <Answer query={rules}>
        {(data) =>
          data.reviewRules.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <Held rows={data.reviewRules} onPast={setPast} />
        }
      </Answer>
      {past ? <HistoryDialog of={past === 'all' ? null : past} onClose={() => setPast(null)} /> : null}
    </>
  );
}

function Held({ rows, onPast }: { rows: HeldRuleFragment[]; onPast: (of: { name: string; title: string }) => void }) {
  const t = useText(rulesText);
  const words = useRuleWords();
  const shape: Column<HeldRuleFragment>[] = [
    {
      key: 'title',
      title: t('title'),
      width: '200px',
      render: (row) => (
        <>
          <strong>{words.titled(row.content)}</strong>
          <span className={s.small}>{row.content.name}</span>
        </>
      ),
    },
    { key: 'priority', title: t('priority'), width: '80px', align: 'right', render: (row) => row.content.priority },
    { key: 'when', title: t('when'), width: '200px', render: (row) => <Conditions when={row.content.when} /> },
    { key: 'steps', title: t('steps'), render: (row) => <Chain steps={row.content.steps} /> },
    {
      key: 'version',
      title: t('version'),
      width: '150px',
      render: (row) => (
        <div>
          <Button
            size="small"
            type="link"
            style={{ minHeight: 24, padding: 0 }}
            aria-label={t('historyOf', { name: words.titled(row.content) })}
            onClick={() => onPast({ name: row.content.name, title: words.titled(row.content) })}
          >
            {row.version}
          </Button>
          <span className={s.small}>{stamp(row.startsAt)}</span>
          <span className={s.small}>{row.publishedBy?.name ?? t('builtIn')}</span>
        </div>
      ),
    },
  ];
  return <DataTable label={t('rules')} columns={shape} rows={rows} rowKey={(row) => row.id} />;
}
