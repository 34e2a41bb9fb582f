import { Alert, Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { fromWall } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Page, Section } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import { BundleAccountsDocument, BundlePiecesDocument } from '../gql/graphql';
import { wallOf } from '../releases/month';
import s from './Bundles.module.css';
import { Choices, type Piece } from './Choices';
import { Message } from './Message';
import { bundlesText } from './text';

/** Several approved pieces in one WeChat message: chosen on the left, put in order on the right, and planned as a whole. */
export function Component() {
  const t = useText(bundlesText);
  const accounts = useQuery({ query: BundleAccountsDocument });
  return (
    <Page title={t('title')} lead={<span>{t('lead')}</span>}>
      <Answer query={accounts}>
        {(data) => {
          const able = data.accounts.filter((account) => account.channel === 'WECHAT' && account.state.toLowerCase() === 'active');
          return able.length === 0 ? <Empty title={t('noAccount')} /> : <Composer accounts={able} />;
        }}
      </Answer>
    </Page>
  );
}

function Composer({ accounts }: { accounts: { id: string; name: string }[] }) {
  const t = useText(bundlesText);
  const bundle = useAct(BundlePiecesDocument);
  const [accountId, setAccountId] = useState(accounts[0]?.id ?? '');
  const [chosen, setChosen] = useState<Piece[]>([]);
  const [pushed, setPushed] = useState(false);
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [wall, setWall] = useState(() => wallOf(new Date(Date.now() + 3_600_000)));
  const [done, setDone] = useState(0);
  const ready = chosen.length > 1 && (when === 'now' || wall !== '');
  const confirm = async () => {
    const scheduledAt = when === 'now' ? new Date().toISOString() : fromWall(wall);
    const data = await bundle.run({ accountId, articleIds: chosen.map((piece) => piece.id), pushed, scheduledAt });
    if (!data) return;
    setDone(data.bundlePieces.length);
    setChosen([]);
  };
  return (
    <>
      {done > 0 && chosen.length === 0 ? (
        <Alert type="success" showIcon role="status" style={{ marginBottom: 12 }} title={t('done', { n: done })} action={<Link to="/console/releases">{t('board')}</Link>} />
      ) : null}
      <div className={s.columns}>
        <Section title={t('pieces')}>
          <Choices chosen={chosen} onAdd={(piece) => setChosen([...chosen, piece])} />
        </Section>
        <Section title={t('message')}>
          <FaultNote fault={bundle.fault} shown={['scheduledAt', 'accountId']} />
          <Message pieces={chosen} onChange={setChosen} />
          <Form layout="vertical" component="div" className={s.foot ?? ''}>
            <Form.Item label={t('account')} {...fieldProps(bundle.fault, 'accountId')}>
              <Select aria-label={t('account')} value={accountId} onChange={setAccountId} options={accounts.map((account) => ({ value: account.id, label: account.name }))} />
            </Form.Item>
            <Form.Item extra={t('pushedNote')}>
              <Checkbox checked={pushed} onChange={(event) => setPushed(event.target.checked)}>
                {t('pushed')}
              </Checkbox>
            </Form.Item>
            <Form.Item label={t('when')} {...fieldProps(bundle.fault, 'scheduledAt')}>
              <Radio.Group value={when} onChange={(event) => setWhen(event.target.value as 'now' | 'later')}>
                <Radio value="now">{t('atOnce')}</Radio>
                <Radio value="later">{t('atTime')}</Radio>
              </Radio.Group>
              {when === 'later' ? (
                <Input type="datetime-local" aria-label={t('atTime')} style={{ width: 210 }} value={wall} min={wallOf(new Date())} onChange={(event) => setWall(event.target.value)} />
              ) : null}
            </Form.Item>
            <Button type="primary" disabled={!ready} loading={bundle.busy} onClick={() => void confirm()}>
              {when === 'now' ? t('releaseNow') : t('schedule')}
            </Button>
          </Form>
        </Section>
      </div>
    </>
  );
}
