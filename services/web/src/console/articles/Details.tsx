import { Alert, Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { Fault } from '../../shared/graphql/fault';
import { inSight } from '../../shared/article/block';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { fieldProps } from '../../shared/staff/FaultNote';
import { ArticleChoicesDocument, PolicyChoicesDocument, type AiUse, type ArticleKind, type Origin, type Sensitivity } from '../gql/graphql';
import { CoverCut } from '../variants/ChannelForm';
import { useWord } from '../words';
import type { Draft } from './draft';
import { articlesText } from './text';

export const kinds: ArticleKind[] = ['NEWS', 'NOTICE', 'POLICY', 'INTERPRETATION', 'CLARIFICATION'];

/** The fields shown here, so that a note above the form does not repeat their faults. */
export const detailFields = ['summary', 'columnId', 'kind', 'sensitivity', 'origin', 'emergency', 'ai', 'topics', 'touches', 'sourceId', 'sourceUrl', 'sourceAuthor', 'sourcePublishedAt', 'sourceLicence', 'coverMediaId', 'policyId'];

export interface DetailsProps {
  draft: Draft;
  fault: Fault | null;
  onChange: (change: Partial<Draft>) => void;
  onCover: () => void;
  /** Another is writing: nothing here can be changed. */
  disabled?: boolean;
}

/** What the piece is, beside its text: it decides where it appears and which chain reviews it. */
export function Details({ draft, fault, onChange, onCover, disabled = false }: DetailsProps) {
  const t = useText(articlesText);
  const word = useWord();
  const lang = useLang();
  const [{ data: choices }] = useQuery({ query: ArticleChoicesDocument });
  const columns = choices?.columns.filter((column) => column.active || column.id === draft.columnId) ?? [];
  return (
    <Form layout="vertical" component="div" disabled={disabled}>
      <Form.Item label={t('column')} htmlFor="column" {...fieldProps(fault, 'columnId')}>
        <Select
          id="column"
          allowClear
          value={draft.columnId}
          placeholder={t('columnHint')}
          onChange={(columnId: string | undefined) => onChange({ columnId: columnId ?? null })}
          options={columns.map((column) => ({ value: column.id, label: lang === 'zh' ? column.name : column.nameEn }))}
        />
      </Form.Item>
      <Form.Item label={t('kind')} htmlFor="kind" {...fieldProps(fault, 'kind')}>
        <Select<ArticleKind>
          id="kind"
          value={draft.kind}
          onChange={(kind) => onChange({ kind })}
          options={kinds.map((value) => ({ value, label: word('kind', value) }))}
        />
      </Form.Item>
      {draft.kind === 'INTERPRETATION' ? <PolicyField draft={draft} fault={fault} onChange={onChange} /> : null}
      <Form.Item label={t('sensitivity')} extra={t('sensitivityHint')} {...fieldProps(fault, 'sensitivity')}>
        <Radio.Group
          value={draft.sensitivity}
          onChange={(event) => onChange({ sensitivity: event.target.value as Sensitivity })}
          options={(['PLAIN', 'SENSITIVE'] as const).map((value) => ({ value, label: word('sensitivity', value) }))}
        />
      </Form.Item>
      <Form.Item extra={draft.emergency ? undefined : t('emergencyHint')} {...fieldProps(fault, 'emergency')}>
        <Checkbox checked={draft.emergency} onChange={(event) => onChange({ emergency: event.target.checked })}>
          {t('emergencyMark')}
        </Checkbox>
        {draft.emergency ? <Alert type="warning" title={t('emergencyNote')} style={{ marginTop: 8 }} /> : null}
      </Form.Item>
      <Form.Item label={t('ai')} htmlFor="ai" extra={t('aiHint')} {...fieldProps(fault, 'ai')}>
        <Select<AiUse>
          id="ai"
          value={draft.ai}
          onChange={(ai) => onChange({ ai })}
          options={(['NONE', 'ASSISTED', 'GENERATED'] as const).map((value) => ({ value, label: word('ai', value) }))}
        />
      </Form.Item>
      <Origins draft={draft} fault={fault} onChange={onChange} sources={choices?.sources ?? []} />
      <Form.Item label={t('summary')} htmlFor="summary" extra={t('summaryHint')} {...fieldProps(fault, 'summary')}>
        <Input.TextArea id="summary" rows={3} maxLength={300} showCount value={draft.summary} onChange={(event) => onChange({ summary: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('topics')} htmlFor="topics" extra={t('topicsHint')} {...fieldProps(fault, 'topics')}>
        <Select id="topics" mode="tags" value={draft.topics} onChange={(topics: string[]) => onChange({ topics })} tokenSeparators={[',', '，', ' ']} maxCount={10} />
      </Form.Item>
      <Form.Item label={t('touches')} htmlFor="touches" extra={t('touchesHint')} {...fieldProps(fault, 'touches')}>
        <Select
          id="touches"
          mode="multiple"
          allowClear
          optionFilterProp="label"
          value={draft.touches}
          onChange={(touches: string[]) => onChange({ touches })}
          options={choices?.departments.map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn }))}
        />
      </Form.Item>
      <Form.Item label={t('cover')} {...fieldProps(fault, 'coverMediaId')}>
        {draft.cover ? (
          <img src={draft.cover.url} alt={t('cover')} style={{ display: 'block', width: '100%', maxWidth: 282, aspectRatio: '2.35', objectFit: 'cover', marginBottom: 8, ...inSight(draft.cover.focus) }} />
        ) : null}
        <Button onClick={onCover}>{draft.cover ? t('coverChange') : t('coverPick')}</Button>{' '}
        {draft.cover ? (
          <>
            <CoverCut cover={draft.cover} disabled={disabled} onChange={(cover) => onChange({ cover })} /> <Button onClick={() => onChange({ cover: null })}>{t('coverRemove')}</Button>
          </>
        ) : null}
      </Form.Item>
    </Form>
  );
}

/** The policy an interpretation explains: both then lead to each other. */
function PolicyField({ draft, fault, onChange }: Pick<DetailsProps, 'draft' | 'fault' | 'onChange'>) {
  const t = useText(articlesText);
  const word = useWord();
  const [search, setSearch] = useState('');
  const [{ data }] = useQuery({ query: PolicyChoicesDocument, variables: { search: search || null } });
  const listed = data?.articles.nodes ?? [];
  const options = listed.map((policy) => ({ value: policy.id, label: `${policy.title} · ${word('article', policy.state)}` }));
  const { policy } = draft;
  if (policy && !listed.some((each) => each.id === policy.id)) options.unshift({ value: policy.id, label: policy.title });
  return (
    <Form.Item label={t('policy')} htmlFor="policy" extra={t('policyHint')} {...fieldProps(fault, 'policyId')}>
      <Select
        id="policy"
        allowClear
        value={policy?.id ?? null}
        showSearch={{ filterOption: false, onSearch: setSearch }}
        onChange={(id: string | null | undefined) => {
          const chosen = listed.find((each) => each.id === id);
          onChange({ policy: chosen ? { id: chosen.id, title: chosen.title } : null });
        }}
        options={options}
      />
    </Form.Item>
  );
}

interface OriginsProps extends Pick<DetailsProps, 'draft' | 'fault' | 'onChange'> {
  sources: { id: string; name: string; domain?: string | null; list: string; licence: string }[];
}

/** Original or reprint; a reprint names one of the sources in force, and its address. */
function Origins({ draft, fault, onChange, sources }: OriginsProps) {
  const t = useText(articlesText);
  const word = useWord();
  return (
    <>
      <Form.Item label={t('origin')} {...fieldProps(fault, 'origin')}>
        <Radio.Group
          value={draft.origin}
          onChange={(event) => onChange({ origin: event.target.value as Origin })}
          disabled={draft.carriedFrom !== null}
          options={(['ORIGINAL', 'REPRINT'] as const).map((value) => ({ value, label: word('origin', value) }))}
        />
      </Form.Item>
      {draft.carriedFrom ? <Alert type="info" style={{ marginBottom: 12 }} title={t('carriedFrom', { name: draft.carriedFrom })} /> : null}
      {draft.origin === 'REPRINT' ? (
        <>
          <Form.Item label={t('source')} htmlFor="source" required={!draft.carriedFrom} hidden={draft.carriedFrom !== null} extra={t('sourceHint')} {...fieldProps(fault, 'sourceId')}>
            <Select
              id="source"
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.sourceId}
              placeholder={t('sourcePick')}
              onChange={(sourceId) => {
                const licence = sources.find((source) => source.id === sourceId)?.licence ?? '';
                onChange({ sourceId, ...(draft.sourceLicence === '' && licence !== '' ? { sourceLicence: licence } : {}) });
              }}
              options={sources.map((source) => ({ value: source.id, label: source.domain ? `${source.name}（${source.domain}）` : source.name }))}
            />
          </Form.Item>
          <Form.Item label={t('sourceUrl')} htmlFor="source-url" required {...fieldProps(fault, 'sourceUrl')}>
            <Input id="source-url" type="url" placeholder="https://" value={draft.sourceUrl} onChange={(event) => onChange({ sourceUrl: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('sourceAuthor')} htmlFor="source-author" {...fieldProps(fault, 'sourceAuthor')}>
            <Input id="source-author" maxLength={60} value={draft.sourceAuthor} onChange={(event) => onChange({ sourceAuthor: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('sourcePublishedAt')} htmlFor="source-time" {...fieldProps(fault, 'sourcePublishedAt')}>
            <Input id="source-time" type="datetime-local" value={draft.sourcePublishedAt} onChange={(event) => onChange({ sourcePublishedAt: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('sourceLicence')} htmlFor="source-licence" extra={t('sourceLicenceHint')} {...fieldProps(fault, 'sourceLicence')}>
            <Input id="source-licence" maxLength={200} value={draft.sourceLicence} onChange={(event) => onChange({ sourceLicence: event.target.value })} />
          </Form.Item>
        </>
      ) : null}
    </>
  );
}
