import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useClient, useQuery } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { download } from '../../shared/lib/download';
import { isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Filters } from '../../shared/staff/Filters';
import { Page } from '../../shared/staff/Page';
import { DepartmentsDocument, ReviewNumbersDocument, ReviewNumbersFileDocument, RulesInForceDocument } from '../gql/graphql';
import { useRight } from '../session';
import { periods } from '../submissions/periods';
import { Shown } from './Shown';
import { numbersText } from './text';

/** 审核统计: where pieces wait, by rule and step, department and month; never by person. */
export function Component() {
  const t = useText(numbersText);
  const client = useClient();
  const [search, setSearch] = useSearchParams();
  const today = isoDay(new Date());
  const named = periods(today);
  const from = search.get('from') ?? named.thisQuarter[0];
  const until = search.get('until') ?? today;
  const variables = { from, until, departmentId: search.get('department'), rule: search.get('rule') };
  const numbers = useQuery({ query: ReviewNumbersDocument, variables });
  const [fault, setFault] = useState<Fault | null>(null);
  const set = (values: Record<string, string>) =>
    setSearch((now) => {
      for (const [key, value] of Object.entries(values)) {
        if (value) now.set(key, value);
        else now.delete(key);
      }
      return now;
    });
  const save = async () => {
    setFault(null);
    const file = await client.query(ReviewNumbersFileDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    if (file.data) download(file.data.reviewNumbersFile);
    else if (file.error) setFault(faultOf(file.error));
  };
  return (
    <Page
      title={t('pageTitle')}
      lead={t('lead')}
      actions={
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
          {t('exportFile')}
        </Button>
      }
    >
      <FaultNote fault={fault} />
      <Filters>
        {Object.entries(named).map(([key, [first, last]]) => (
          <Button key={key} type={from === first && until === last ? 'primary' : 'default'} onClick={() => set({ from: first, until: last })}>
            {t(key as keyof typeof named)}
          </Button>
        ))}
        <Input type="date" aria-label={t('fromDay')} value={from} style={{ width: 150 }} onChange={(event) => event.target.value && set({ from: event.target.value })} />
        <Input type="date" aria-label={t('untilDay')} value={until} style={{ width: 150 }} onChange={(event) => event.target.value && set({ until: event.target.value })} />
        <OfDepartment value={variables.departmentId ?? ''} onChange={(department) => set({ department })} />
        <OfRule value={variables.rule ?? ''} onChange={(rule) => set({ rule })} />
      </Filters>
      <Answer query={numbers}>{({ reviewNumbers }) => <Shown of={reviewNumbers} />}</Answer>
    </Page>
  );
}

interface ChoiceProps {
  value: string;
  onChange: (value: string) => void;
}

function OfDepartment({ value, onChange }: ChoiceProps) {
  const t = useText(numbersText);
  const lang = useLang();
  const [{ data }] = useQuery({ query: DepartmentsDocument });
  const options = (data?.departments ?? []).map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn }));
  return <Select aria-label={t('department')} style={{ minWidth: 160 }} value={value} onChange={onChange} options={[{ value: '', label: t('allDepartments') }, ...options]} />;
}

/** Only for those who read the rules. */
function OfRule({ value, onChange }: ChoiceProps) {
  const t = useText(numbersText);
  const lang = useLang();
  const may = useRight();
  const [{ data }] = useQuery({ query: RulesInForceDocument, pause: !may('rule.read') });
  if (!data) return null;
  const options = data.reviewRules.map(({ content }) => ({ value: content.name, label: lang === 'zh' ? content.title : content.titleEn }));
  return <Select aria-label={t('rule')} style={{ minWidth: 160 }} value={value} onChange={onChange} options={[{ value: '', label: t('allRules') }, ...options]} />;
}
