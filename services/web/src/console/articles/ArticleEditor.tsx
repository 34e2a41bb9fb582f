import { Button, Input, Tabs } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Block, MediaType } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { Page, Section } from '../../shared/staff/Page';
import { useKeys } from '../../shared/staff/keys';
import { BlockEditor, type BlockEditorHandle } from '../editor/BlockEditor';
import { replaced } from '../editor/places';
import type { ArticleQuery } from '../gql/graphql';
import s from './ArticleEditor.module.css';
import { ArticleLead } from './ArticleLead';
import { Checks } from './Checks';
import { ConflictDialog } from './ConflictDialog';
import { Details } from './Details';
import { draftOf, type Draft } from './draft';
import { History } from './History';
import { MediaDialog } from './MediaDialog';
import { DraftPreview } from './DraftPreview';
import { ReleaseButton } from './ReleaseButton';
import { SaveNote } from './SaveNote';
import { SubmitDialog } from './SubmitDialog';
import { articlesText } from './text';
import type { Uploaded } from './upload';
import { useAutosave } from './useAutosave';
import { useChecks, type Finding } from './useChecks';
import { useMediaUrls } from './useMediaUrls';

export interface ArticleEditorProps {
  article: NonNullable<ArticleQuery['article']>;
  onSubmitted: () => void;
}

/** Writing: the text at the left, what it is at the right, and everything saved as it is written. */
export function ArticleEditor({ article, onSubmitted }: ArticleEditorProps) {
  const t = useText(articlesText);
  const [draft, setDraft] = useState<Draft>(() => draftOf(article));
  const [initial] = useState(draft.blocks);
  const [picking, setPicking] = useState<MediaType | 'cover' | null>(null);
  const [submitting, setSubmitting] = useState(false);
  const editor = useRef<BlockEditorHandle>(null);
  const media = useMediaUrls();
  const save = useAutosave(article.id, article.version, article.updatedAt);
  const fault = save.state.is === 'failed' ? save.state.fault : null;

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    save.change(next);
  };
  const pick = (picked: Uploaded) => {
    media.learn(picked.id, picked.url);
    if (picking === 'cover') change({ cover: { id: picked.id, url: picked.url } });
    else if (picking) editor.current?.insert(mediaBlock(picking, picked));
    setPicking(null);
  };
  const adopt = (next: Draft) => {
    setDraft(next);
    editor.current?.replace(next.blocks);
  };
  const checks = useChecks(draft);
  useEffect(() => {
    editor.current?.mark((checks.findings ?? []).flatMap(marked));
  }, [checks.findings]);
  const take = ({ place, suggestion }: Finding) => {
    if (!place || suggestion === null || suggestion === undefined) return;
    if (place.path === 'title' || place.path === 'summary') change({ [place.path]: replaced(draft[place.path].trim(), place, suggestion) });
    else editor.current?.write(place, suggestion);
  };
  useKeys({ 'ctrl+s': () => void save.flush(), 'ctrl+enter': () => setSubmitting(true) });

  return (
    <Page
      titled
      title={draft.title.trim() || t('untitled')}
      lead={
        <>
          <ArticleLead article={article} />
          <SaveNote state={save.state} />
        </>
      }
      actions={
        <>
          <ReleaseButton article={article} />
          {article.actions.includes('submit') ? (
            <Button type="primary" onClick={() => setSubmitting(true)}>
              {t('submit')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={s.columns}>
        <div className={s.text}>
          <Input.TextArea
            autoSize
            className={s.title ?? ''}
            variant="borderless"
            value={draft.title}
            maxLength={120}
            placeholder={t('titleHint')}
            aria-label={t('title')}
            status={fault?.fields.some((field) => field.field === 'title') ? 'error' : ''}
            onChange={(event) => change({ title: event.target.value.replace(/\n/g, '') })}
          />
          <BlockEditor
            handle={editor}
            initial={initial}
            editable
            shelf={{ url: media.url, strict: submitting }}
            onChange={(blocks) => change({ blocks })}
            onMedia={setPicking}
          />
        </div>
        <Section>
          <Tabs
            items={[
              {
                key: 'details',
                label: t('details'),
                children: <Details draft={draft} fault={fault} onChange={change} onCover={() => setPicking('cover')} />,
              },
              {
                key: 'checks',
                label: checks.findings?.length ? `${t('checks')} ${String(checks.findings.length)}` : t('checks'),
                children: (
                  <Checks
                    findings={checks.findings}
                    failed={checks.failed}
                    onShow={(finding) => finding.place && editor.current?.show(finding.place)}
                    onTake={take}
                  />
                ),
              },
              { key: 'preview', label: t('preview'), children: <DraftPreview article={article} draft={draft} mediaUrl={media.url} /> },
              { key: 'history', label: t('history'), children: <History article={article} /> },
            ]}
          />
        </Section>
      </div>
      <MediaDialog type={picking === 'cover' ? 'image' : picking} onCancel={() => setPicking(null)} onPick={pick} />
      <SubmitDialog open={submitting} article={article} draft={draft} save={save} onCancel={() => setSubmitting(false)} onSubmitted={onSubmitted} />
      {save.state.is === 'conflict' ? <ConflictDialog id={article.id} mine={draft} save={save} mediaUrl={media.url} onAdopt={adopt} /> : null}
    </Page>
  );
}

function marked({ place, severity, message }: Finding) {
  return place ? [{ place, className: `finding-${severity.toLowerCase()}`, title: message }] : [];
}

function mediaBlock(type: MediaType, { id, alt }: Uploaded): Block {
  return type === 'image' ? { type, mediaId: id, alt } : { type, mediaId: id, title: alt };
}
