import { Checkbox, Form, Radio, Select } from 'antd';
import { useQuery } from 'urql';
import type { Fault } from '../../shared/graphql/fault';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { fieldProps } from '../../shared/staff/FaultNote';
import { RelayAccountsDocument } from '../gql/graphql';
import { useWord } from '../words';
import s from './Relay.module.css';
import type { Terms } from './terms';
import { relayText } from './text';

const channels = ['WECHAT', 'APP', 'WEBSITE', 'CONNECTOR'] as const;

/** Which accounts: all, those of a channel, or these. */
export function Among({ fault }: { fault: Fault | null }) {
  const t = useText(relayText);
  const word = useWord();
  const among = Form.useWatch<Terms['among'] | undefined>('among');
  const required = [{ required: true, message: t('required') }];
  return (
    <>
      <Form.Item name="among" label={t('among')} {...fieldProps(fault, 'channel')}>
        <Radio.Group
          options={[
            { value: 'all', label: t('amongAll') },
            { value: 'channel', label: t('amongChannel') },
            { value: 'chosen', label: t('amongChosen') },
          ]}
        />
      </Form.Item>
      {among === 'channel' ? (
        <Form.Item name="channel" label={t('amongChannel')} rules={required}>
          <Select style={{ width: 200 }} options={channels.map((value) => ({ value, label: word('channel', value) }))} />
        </Form.Item>
      ) : null}
      {among === 'chosen' ? <Chosen fault={fault} /> : null}
    </>
  );
}

function Chosen({ fault }: { fault: Fault | null }) {
  const t = useText(relayText);
  const lang = useLang();
  const word = useWord();
  const [{ data }] = useQuery({ query: RelayAccountsDocument });
  return (
    <Form.Item name="accountIds" label={t('amongChosen')} rules={[{ required: true, type: 'array', min: 1, message: t('chosenNone') }]} {...fieldProps(fault, 'accountIds')}>
      <Checkbox.Group className={s.accounts}>
        {data?.relayAccounts.map((account) => (
          <Checkbox key={account.id} value={account.id}>
            {account.name}
            <span className={s.quiet}>
              {lang === 'zh' ? account.department.name : account.department.nameEn} · {word('channel', account.channel)}
            </span>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}
