import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useAct } from '../../../shared/graphql/useAct';
import { useText } from '../../../shared/i18n/text';
import { FaultNote } from '../../../shared/staff/FaultNote';
import { SetPushWindowsDocument, type CalendarRulesPartsFragment } from '../../gql/graphql';
import { releasesText } from '../text';
import { AccountChoice } from './AccountChoice';

interface Hours {
  opens: string;
  closes: string;
}

/** The hours of the county, and of accounts that have their own. */
export function Windows({ rules }: { rules: CalendarRulesPartsFragment }) {
  const t = useText(releasesText);
  const owners = new Map(rules.windows.map((window) => [window.account?.id ?? '', window.account?.name ?? t('allAccounts')]));
  const told = (owner: string) => hoursOf(rules, owner === '' ? null : owner).map((hours) => `${hours.opens}–${hours.closes}`);
  return (
    <>
      <p>{t('windowsNote')}</p>
      {owners.size === 0 ? <p>{t('anyTime')}</p> : null}
      <ul>
        {[...owners].map(([owner, name]) => (
          <li key={owner}>
            {name}：{told(owner).join('、')}
          </li>
        ))}
      </ul>
      {rules.mayManage ? <Editor rules={rules} /> : null}
    </>
  );
}

function hoursOf(rules: CalendarRulesPartsFragment, account: string | null): Hours[] {
  return rules.windows.filter((window) => (window.account?.id ?? null) === account).map(({ opens, closes }) => ({ opens, closes }));
}

function Editor({ rules }: { rules: CalendarRulesPartsFragment }) {
  const t = useText(releasesText);
  const save = useAct(SetPushWindowsDocument);
  const [account, setAccount] = useState<string | null>(null);
  const [hours, setHours] = useState<Hours[]>(() => hoursOf(rules, null));
  const choose = (id: string | null) => {
    setAccount(id);
    setHours(hoursOf(rules, id));
  };
  const change = (place: number, part: Partial<Hours>) => setHours(hours.map((one, n) => (n === place ? { ...one, ...part } : one)));
  return (
    <Form layout="vertical" component="div">
      <FaultNote fault={save.fault} />
      <Form.Item label={t('whose')} htmlFor="windows-of">
        <AccountChoice id="windows-of" value={account} onChange={choose} />
      </Form.Item>
      {hours.length === 0 ? <p>{t('anyTime')}</p> : null}
      {hours.map((one, place) => (
        <Space key={place} style={{ display: 'flex', marginBottom: 8 }}>
          <Input type="time" aria-label={t('opens')} value={one.opens} onChange={(event) => change(place, { opens: event.target.value })} />
          <Input type="time" aria-label={t('closes')} value={one.closes} onChange={(event) => change(place, { closes: event.target.value })} />
          <Button icon={<DeleteOutlined />} aria-label={t('removeWindow')} onClick={() => setHours(hours.filter((_, n) => n !== place))} />
        </Space>
      ))}
      <Space wrap>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => setHours([...hours, { opens: '07:30', closes: '22:00' }])}>
          {t('addWindow')}
        </Button>
        <Button type="primary" loading={save.busy} onClick={() => void save.run({ accountId: account, windows: hours })}>
          {t('saveWindows')}
        </Button>
      </Space>
    </Form>
  );
}
