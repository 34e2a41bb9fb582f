import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { downloadText } from '../../shared/lib/download';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { useKeys } from '../../shared/staff/keys';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { DiscardRuleDraftDocument, type DraftPartsFragment } from '../gql/graphql';
import { Conflict, Faults, Outdated } from './DraftNotes';
import { ImportDialog } from './ImportDialog';
import { blankRule, inputId, type Fault } from './model';
import { PublishDialog } from './PublishDialog';
import { RuleForm } from './RuleForm';
import { RuleList } from './RuleList';
import s from './Rules.module.css';
import { rulesText } from './text';
import { useDraft } from './useDraft';
import { useLeaveGuard } from './useLeaveGuard';

const list = '/console/settings?tab=rules';

/** The draft as a form: the rules on the left, the open one beside them, every fault of the last save above and at its field. */
export function DraftEditor({ draft: first }: { draft: DraftPartsFragment }) {
  const t = useText(rulesText);
  const common = useText(staffText);
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const draft = useDraft(first);
  const discard = useAct(DiscardRuleDraftDocument);
  const [open, setOpen] = useState<string | null>(draft.rules[0]?.key ?? null);
  const [dialog, setDialog] = useState<'import' | 'publish' | null>(null);
  const { rules, saved, faults, dirty } = draft;
  const pass = useLeaveGuard(dirty);
  const rule = rules.find((each) => each.key === open) ?? rules[0];
  const keep = async () => {
    const done = await draft.save();
    if (done && done.faults.length === 0) void message.success(t('saved'));
    return done;
  };
  const publish = async () => {
    const last = dirty ? await draft.save() : saved;
    if (!last) return;
    if (last.faults.length === 0) return setDialog('publish');
    // The list is there once the answer is drawn.
    requestAnimationFrame(() => document.getElementById('rule-faults')?.focus());
  };
  const ask = () =>
    modal.confirm({
      title: t('discardTitle'),
      content: t('discardNote'),
      okText: t('discard'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: async () => {
        if (!(await discard.run({ version: saved.version }))) return;
        pass();
        await navigate(list);
      },
    });
  const add = () => {
    const fresh = blankRule(rules);
    draft.change([...rules, fresh]);
    setOpen(fresh.key);
    reach(inputId(`${fresh.key}.title`));
  };
  const show = (fault: Fault) => {
    if (fault.rule) setOpen(fault.rule);
    reach(inputId(fault.field));
  };
  useKeys({ 'ctrl+s': () => void keep() });
  return (
    <Page
      title={t('draft')}
      lead={
        <>
          <span role="status">{dirty ? <Mark tone="warn">{t('dirty')}</Mark> : t('savedBy', { who: saved.editedBy.name, at: stamp(saved.editedAt) })}</span>
          <span>{t('draftLead')}</span>
        </>
      }
      actions={
        <>
          <Link to={list}>{t('back')}</Link>
          <Link to="/console/settings/rules/simulate?on=draft">{t('simulate')}</Link>
        </>
      }
    >
      <div className={s.bar}>
        <Button type="primary" loading={draft.busy} onClick={() => void keep()}>
          {t('save')}
        </Button>
        <Button disabled={saved.outdated} onClick={() => void publish()}>
          {t('publish')}
        </Button>
        <Button onClick={() => setDialog('import')}>{t('importToml')}</Button>
        <Button onClick={() => downloadText('review-rules-draft.toml', saved.toml)}>{t('exportToml')}</Button>
        <Button danger onClick={ask}>
          {t('discard')}
        </Button>
      </div>
      {draft.fault?.reason === 'STALE_VERSION' ? <Conflict onSettle={(which) => void draft.settle(which)} /> : <FaultNote fault={draft.fault ?? discard.fault} />}
      {saved.outdated ? <Outdated /> : null}
      <Faults faults={faults} rules={rules} onShow={show} />
      <div className={s.split}>
        <RuleList rules={rules} faults={faults} idle={draft.idle} open={rule?.key ?? null} onOpen={setOpen} onAdd={add} />
        {rule ? (
          <Section title={t('ruleForm')}>
            <RuleForm
              key={rule.key}
              rule={rule}
              faults={faults}
              onChange={(next) => draft.change(rules.map((each) => (each.key === next.key ? next : each)))}
              onRemove={() => draft.change(rules.filter((each) => each.key !== rule.key))}
            />
          </Section>
        ) : null}
      </div>
      {dialog === 'import' ? <ImportDialog version={saved.version} onTaken={draft.take} onClose={() => setDialog(null)} /> : null}
      {dialog === 'publish' ? (
        <PublishDialog
          draft={saved}
          onClose={() => setDialog(null)}
          onPublished={() => {
            pass();
            void message.success(t('published'));
            void navigate(list);
          }}
        />
      ) : null}
    </Page>
  );
}

/** Puts the cursor into a field that is drawn next, and brings it into view. */
function reach(id: string): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(id);
    field?.scrollIntoView({ block: 'center' });
    field?.focus();
  });
}
