import { Checkbox, Form, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { RuleNamesDocument, SimulatedPiecesDocument, type Gate, type Severity, type SimulationInput } from '../gql/graphql';
import { useWord } from '../words';
import { gates, kinds, origins, sensitivities, severities } from './sets';
import s from './Rules.module.css';
import { rulesText } from './text';
import { useRuleWords } from './useRuleWords';

export type Asked = Omit<SimulationInput, 'articleId'>;

export interface AskedFieldsProps {
  asked: Asked;
  onChange: (some: Asked) => void;
}

/** A class of piece, by everything that rules look at. */
export function ClassFields({ asked, onChange }: AskedFieldsProps) {
  const t = useText(rulesText);
  const word = useWord();
  const words = useRuleWords();
  const [names] = useQuery({ query: RuleNamesDocument, requestPolicy: 'cache-first' });
  return (
    <div className={s.fields}>
      <Form.Item label={t('kinds')} htmlFor="simulate-kind">
        <Select id="simulate-kind" value={asked.kind ?? 'NEWS'} onChange={(kind) => onChange({ kind })} options={kinds.map((value) => ({ value, label: word('kind', value) }))} />
      </Form.Item>
      <Form.Item label={t('sensitivity')} htmlFor="simulate-sensitivity">
        <Select
          id="simulate-sensitivity"
          value={asked.sensitivity ?? 'PLAIN'}
          onChange={(sensitivity) => onChange({ sensitivity })}
          options={sensitivities.map((value) => ({ value, label: word('sensitivity', value) }))}
        />
      </Form.Item>
      <Form.Item label={t('origin')} htmlFor="simulate-origin">
        <Select id="simulate-origin" value={asked.origin ?? 'ORIGINAL'} onChange={(origin) => onChange({ origin })} options={origins.map((value) => ({ value, label: word('origin', value) }))} />
      </Form.Item>
      <Form.Item label={t('department')} htmlFor="simulate-department">
        <Select
          id="simulate-department"
          allowClear
          placeholder={t('unsaid')}
          value={asked.departmentId ?? null}
          onChange={(departmentId: string | null | undefined) => onChange({ departmentId: departmentId ?? null })}
          options={(names.data?.departments ?? []).map((row) => ({ value: row.id, label: words.named(row) }))}
        />
      </Form.Item>
      <Beside asked={asked} onChange={onChange} />
      <Form.Item label={t('findingSeverity')} htmlFor="simulate-finding">
        <Select<Severity | ''>
          id="simulate-finding"
          value={asked.findingSeverity ?? ''}
          onChange={(value) => onChange({ findingSeverity: value === '' ? null : value, findingGate: value === '' ? null : (asked.findingGate ?? 'WORDING') })}
          options={[{ value: '', label: t('noFinding') }, ...severities.map((value) => ({ value, label: t(`severity_${value}`) }))]}
        />
      </Form.Item>
      {asked.findingSeverity ? (
        <Form.Item label={t('findingGate')} htmlFor="simulate-gate">
          <Select<Gate>
            id="simulate-gate"
            value={asked.findingGate ?? 'WORDING'}
            onChange={(findingGate) => onChange({ findingGate })}
            options={gates.map((value) => ({ value, label: word('gate', value) }))}
          />
        </Form.Item>
      ) : null}
      <div className={s.wide}>
        <Checkbox checked={asked.emergency ?? false} onChange={(event) => onChange({ emergency: event.target.checked })}>
          {t('emergency')}
        </Checkbox>
      </div>
    </div>
  );
}

/** A piece that is there, found by its words. */
export function PieceFields({ article, onArticle, asked, onChange }: AskedFieldsProps & { article: string; onArticle: (id: string) => void }) {
  const t = useText(rulesText);
  const word = useWord();
  const [search, setSearch] = useState('');
  const [pieces] = useQuery({ query: SimulatedPiecesDocument, variables: { search: search || null } });
  return (
    <div className={s.fields}>
      <Form.Item className={s.wide ?? ''} label={t('piece')} htmlFor="simulate-piece" extra={t('pieceHint')}>
        <Select
          id="simulate-piece"
          showSearch={{ filterOption: false, onSearch: setSearch }}
          loading={pieces.fetching}
          value={article || null}
          onChange={onArticle}
          options={(pieces.data?.articles.nodes ?? []).map((row) => ({ value: row.id, label: `${row.title}（${word('article', row.state)}）` }))}
        />
      </Form.Item>
      <Beside asked={asked} onChange={onChange} />
    </div>
  );
}

function Beside({ asked, onChange }: AskedFieldsProps) {
  const t = useText(rulesText);
  const words = useRuleWords();
  const [names] = useQuery({ query: RuleNamesDocument, requestPolicy: 'cache-first' });
  return (
    <>
      <Form.Item label={t('column')} htmlFor="simulate-column">
        <Select
          id="simulate-column"
          allowClear
          placeholder={t('unsaid')}
          value={asked.columnId ?? null}
          onChange={(columnId: string | null | undefined) => onChange({ columnId: columnId ?? null })}
          options={(names.data?.columns ?? []).filter((row) => row.active).map((row) => ({ value: row.id, label: words.named(row) }))}
        />
      </Form.Item>
      <Form.Item label={t('touches')} htmlFor="simulate-touches">
        <Select
          id="simulate-touches"
          mode="multiple"
          value={asked.touches ?? []}
          onChange={(touches) => onChange({ touches })}
          showSearch={{ optionFilterProp: 'label' }}
          options={(names.data?.departments ?? []).map((row) => ({ value: row.id, label: words.named(row) }))}
        />
      </Form.Item>
    </>
  );
}
