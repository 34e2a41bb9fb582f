import { Alert, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { ReleasedPiecesDocument, TakedownsDocument, WithdrawReleaseDocument, type ReleaseQuery, type WithdrawalKind } from '../gql/graphql';
import { releasesText } from './text';

type Release = NonNullable<ReleaseQuery['release']>;

const kinds: WithdrawalKind[] = ['ERROR', 'MERGED', 'NOTICE'];

/** Takes a release back everywhere: why, in public words, and where readers go on reading. */
export function WithdrawDialog({ release, onClose }: { release: Release; onClose: () => void }) {
  useFocusReturn();
  const t = useText(releasesText);
  const common = useText(staffText);
  const withdraw = useAct(WithdrawReleaseDocument);
  const [kind, setKind] = useState<WithdrawalKind>('ERROR');
  const [into, setInto] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '' && (kind !== 'MERGED' || into !== null);
  const confirm = async () => {
    if (await withdraw.run({ id: release.id, reason: reason.trim(), kind, mergedIntoId: kind === 'MERGED' ? into : null })) onClose();
  };
  return (
    <Modal
      open
      title={t('withdrawTitle')}
      okText={t('withdraw')}
      cancelText={common('cancel')}
      okButtonProps={{ danger: true, disabled: !ready, loading: withdraw.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={withdraw.fault} shown={['reason', 'mergedIntoId']} />
      <p>{t('withdrawNote', { n: release.targets.length })}</p>
      <Budgets releaseId={release.id} />
      <Form layout="vertical" component="div">
        <Form.Item label={t('withdrawKind')}>
          <Radio.Group value={kind} onChange={(event) => setKind(event.target.value as WithdrawalKind)}>
            {kinds.map((each) => (
              <Radio key={each} value={each}>
                {t(`withdrawal_${each}`)}
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        {kind === 'MERGED' ? (
          <Form.Item label={t('mergedInto')} htmlFor="merged-into" required {...fieldProps(withdraw.fault, 'mergedIntoId')}>
            <Released own={release.article.id} value={into} onChange={setInto} />
          </Form.Item>
        ) : null}
        <Form.Item label={t('publicReason')} htmlFor="withdraw-reason" required style={{ marginBottom: 32 }} {...fieldProps(withdraw.fault, 'reason')}>
          <Input.TextArea id="withdraw-reason" rows={3} maxLength={200} showCount value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** How much of the day is left where a platform limits what is taken down. */
function Budgets({ releaseId }: { releaseId: string }) {
  const t = useText(releasesText);
  const [{ data }] = useQuery({ query: TakedownsDocument, variables: { releaseId }, requestPolicy: 'cache-and-network' });
  return data?.release?.takedowns.map(({ account, left, perDay }) => (
    <Alert
      key={account.id}
      type={left === 0 ? 'warning' : 'info'}
      showIcon
      style={{ marginBottom: 12 }}
      title={t(left === 0 ? 'takedownsSpent' : 'takedownsLeft', { name: account.name, n: left, most: perDay })}
    />
  ));
}

/** Another piece that the public can read. */
function Released({ own, value, onChange }: { own: string; value: string | null; onChange: (id: string) => void }) {
  const [search, setSearch] = useState('');
  const [{ data, fetching }] = useQuery({ query: ReleasedPiecesDocument, variables: { search: search || null } });
  const pieces = (data?.articles.nodes ?? []).filter((piece) => piece.id !== own);
  return (
    <Select
      id="merged-into"
      loading={fetching}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      value={value}
      options={pieces.map((piece) => ({ value: piece.id, label: piece.title }))}
      onChange={onChange}
    />
  );
}
