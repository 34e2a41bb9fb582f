import { FileWordOutlined } from '@ant-design/icons';
import { App, Button, Input, Tabs } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient, useSubscription } from 'urql';
import type { Block, MediaType } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { Page, Section } from '../../shared/staff/Page';
import { useKeys } from '../../shared/staff/keys';
import { BlockEditor, type BlockEditorHandle } from '../editor/BlockEditor';
import { ShelfProvider, type Shelf } from '../editor/shelf';
import { CommentList } from '../comments/CommentList';
import { commentsText } from '../comments/text';
import { useDraftComments, type Comment } from '../comments/useComments';
import { editorText } from '../editor/text';
import type { ArticleQuery } from '../gql/graphql';
import { ArticleChangedDocument, ArticleTextDocument } from '../gql/graphql';
import { DocxDialog } from '../imports/DocxDialog';
import { importsText } from '../imports/text';
import { useMe } from '../session';
import s from './ArticleEditor.module.css';
import { ArticleLead } from './ArticleLead';
import { Checks } from './Checks';
import { ConflictDialog } from './ConflictDialog';
import { Correcting } from './Correcting';
import { Details } from './Details';
import { changed, draftOf, written, type Draft } from './draft';
import { History } from './History';
import { HoldNote } from './HoldNote';
import { copyKey, dropCopy, findCopy } from './localCopy';
import { MediaDialog } from './MediaDialog';
import { DraftPreview } from './DraftPreview';
import { RecoverDialog } from './RecoverDialog';
import { ReleaseButton } from './ReleaseButton';
import { Returned } from './Returned';
import { SaveNote } from './SaveNote';
import { SubmitDialog } from './SubmitDialog';
import { Sharing } from '../sharing/Sharing';
import { sharingText } from '../sharing/text';
import { TitleCounts } from '../variants/Counts';
import { variantsText } from '../variants/text';
import { ownChannels, type Cover } from '../variants/variants';
import { VariantsPanel } from '../variants/VariantsPanel';
import { articlesText } from './text';
import { upload, type Uploaded } from './upload';
import { useAutosave } from './useAutosave';
import { useChecks, type Finding } from './useChecks';
import { useHold } from './useHold';
import { useMediaUrls } from './useMediaUrls';

export interface ArticleEditorProps {
  article: NonNullable<ArticleQuery['article']>;
  onSubmitted: () => void;
}

/** Writing: the text at the left, what it is at the right, and everything saved as it is written. */
export function ArticleEditor({ article, onSubmitted }: ArticleEditorProps) {
  const t = useText(articlesText);
  const sharing = useText(sharingText);
  const said = useText(commentsText);
  const imports = useText(importsText);
  const [importing, setImporting] = useState(false);
  const variants = useText(variantsText);
  const [draft, setDraft] = useState<Draft>(() => draftOf(article));
  const [initial] = useState(draft.blocks);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [submitting, setSubmitting] = useState(false);
  // Who opens a piece that came back with comments sees them first.
  const [tab, setTab] = useState<string | null>(null);
  const editor = useRef<BlockEditorHandle>(null);
  const media = useMediaUrls();
  const save = useAutosave(article.id, article.version, article.updatedAt);
  const fault = save.state.is === 'failed' ? save.state.fault : null;
  const hold = useHold(article.id);
  const client = useClient();
  const { person } = useMe();
  const kept = copyKey(person.id, article.id);
  const [copy, setCopy] = useState(() => findCopy(localStorage, kept, draft));

  const change = (part: Partial<Draft>) => {
    if (!hold.mine) return;
    const next = changed(draft, part);
    setDraft(next);
    save.change(next);
  };
  const pick = (picked: Uploaded) => {
    media.learn(picked.id, picked.url);
    picking?.done(picked);
    setPicking(null);
  };
  const insertMedia = (type: MediaType) => setPicking({ type, done: (picked) => editor.current?.insert(mediaBlock(type, picked)) });
  const shelf = useShelfOf(media, submitting, setPicking);
  const pickCover = (done: (cover: Cover) => void) => setPicking({ type: 'image', done: ({ id, url, alt }) => done({ id, url, alt }) });
  const adopt = (next: Draft) => {
    setDraft(next);
    editor.current?.replace(next.blocks);
  };
  // Whoever looks on reads what the other writes; whoever takes over goes on from it.
  const follow = async () => {
    const { data } = await client.query(ArticleTextDocument, { id: article.id }, { requestPolicy: 'network-only' }).toPromise();
    if (!data?.article || save.state.is !== 'saved') return;
    adopt(draftOf(data.article));
    save.rebase(data.article.version, data.article.updatedAt);
  };
  useSubscription({ query: ArticleChangedDocument, variables: { id: article.id }, pause: hold.mine }, (_, event) => {
    void follow();
    return event;
  });
  const recover = () => {
    if (!copy) return;
    setCopy(null);
    adopt(copy.draft);
    save.change(copy.draft);
  };
  const checks = useChecks(draft);
  const comments = useDraftComments(article.id);
  const open = comments.filter((comment) => !comment.resolvedAt).length;
  if (tab === null && open > 0) setTab('comments');
  useEffect(() => {
    editor.current?.mark([...comments.flatMap(commented), ...(checks.findings ?? []).flatMap(marked)]);
  }, [checks.findings, comments]);
  const take = ({ place, suggestion }: Finding) => {
    if (!place || suggestion === null || suggestion === undefined) return;
    const part = written(draft, place, suggestion);
    if (part) change(part);
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
          {hold.mine ? (
            <Button icon={<FileWordOutlined aria-hidden />} onClick={() => setImporting(true)}>
              {imports('docxButton')}
            </Button>
          ) : null}
          {article.actions.includes('submit') ? (
            <Button type="primary" disabled={!hold.mine} onClick={() => setSubmitting(true)}>
              {t('submit')}
            </Button>
          ) : null}
        </>
      }
    >
      <HoldNote hold={hold} onTaken={() => void follow()} />
      <Returned article={article} />
      <Correcting article={article} draft={draft} fault={fault} disabled={!hold.mine} onChange={change} />
      <div className={s.columns}>
        <div className={s.text}>
          <Input.TextArea
            autoSize
            className={s.title ?? ''}
            variant="borderless"
            value={draft.title}
            readOnly={!hold.mine}
            maxLength={120}
            placeholder={t('titleHint')}
            aria-label={t('title')}
            status={fault?.fields.some((field) => field.field === 'title') ? 'error' : ''}
            onChange={(event) => change({ title: event.target.value.replace(/\n/g, '') })}
          />
          <TitleCounts master={draft} variants={draft.variants} checks={checks.channels} />
          <BlockEditor
            handle={editor}
            initial={initial}
            editable={hold.mine}
            shelf={shelf}
            onChange={(blocks) => change({ blocks })}
            onMedia={insertMedia}
          />
        </div>
        <Section>
          <Tabs
            className="jz-tabs"
            tabBarGutter={12}
            activeKey={tab ?? 'details'}
            onChange={setTab}
            items={[
              {
                key: 'details',
                label: t('details'),
                children: (
                  <ShelfProvider value={shelf}>
                    <Details draft={draft} fault={fault} disabled={!hold.mine} onChange={change} onCover={() => pickCover((cover) => change({ cover }))} />
                  </ShelfProvider>
                ),
              },
              {
                key: 'variants',
                label: ownChannels(draft.variants).length > 0 ? `${variants('tab')} ${String(ownChannels(draft.variants).length)}` : variants('tab'),
                children: (
                  <ShelfProvider value={shelf}>
                    <VariantsPanel
                      master={draft}
                      variants={draft.variants}
                      checks={checks.channels}
                      fault={fault}
                      disabled={!hold.mine}
                      onChange={(next) => change({ variants: next })}
                      onCover={pickCover}
                    />
                  </ShelfProvider>
                ),
              },
              {
                key: 'comments',
                label: open > 0 ? `${said('comments')} ${String(open)}` : said('comments'),
                children:
                  comments.length > 0 ? <CommentList comments={comments} onShow={({ place }) => place && editor.current?.show(place)} /> : <p>{said('noneOnDraft')}</p>,
              },
              {
                key: 'checks',
                label: checks.findings?.length ? `${t('checks')} ${String(checks.findings.length)}` : t('checks'),
                children: (
                  <Checks
                    findings={checks.findings}
                    stale={checks.stale}
                    failed={checks.failed}
                    onShow={(finding) => finding.place && editor.current?.show(finding.place)}
                    onTake={take}
                  />
                ),
              },
              { key: 'preview', label: t('preview'), children: <DraftPreview article={article} draft={draft} checks={checks.channels} mediaUrl={media.url} /> },
              { key: 'history', label: t('history'), children: <History article={article} /> },
              { key: 'sharing', label: sharing('tab'), children: <Sharing articleId={article.id} title={draft.title.trim()} /> },
            ]}
          />
        </Section>
      </div>
      <MediaDialog type={picking?.type ?? null} onCancel={() => setPicking(null)} onPick={pick} />
      {importing ? (
        <DocxDialog
          onInsert={(blocks) => editor.current?.insertAll(blocks)}
          onReplace={(blocks, title) => {
            editor.current?.replace(blocks);
            change({ blocks, ...(draft.title.trim() === '' ? { title } : {}) });
          }}
          onClose={() => setImporting(false)}
        />
      ) : null}
      <SubmitDialog open={submitting} article={article} draft={draft} findings={checks.findings ?? []} save={save} onCancel={() => setSubmitting(false)} onSubmitted={onSubmitted} />
      {copy && hold.mine ? (
        <RecoverDialog
          copy={copy}
          server={draft}
          movedOn={copy.version !== article.version}
          mediaUrl={media.url}
          onTake={recover}
          onDrop={() => {
            dropCopy(localStorage, kept);
            setCopy(null);
          }}
        />
      ) : null}
      {save.state.is === 'conflict' ? <ConflictDialog id={article.id} mine={draft} save={save} mediaUrl={media.url} onAdopt={adopt} /> : null}
    </Page>
  );
}

interface Picking {
  type: MediaType;
  done: (picked: Uploaded) => void;
}

/** What blocks ask of the page: where a file is, another file, and to send a picture made or pasted here. */
function useShelfOf(media: ReturnType<typeof useMediaUrls>, strict: boolean, pick: (picking: Picking) => void): Shelf {
  const client = useClient();
  const t = useText(editorText);
  const { message } = App.useApp();
  const { url, learn } = media;
  const send = useCallback(
    async (picture: File, alt: string) => {
      const done = message.loading(t('pasteSending'), 0);
      const result = await upload(client, 'image', picture, alt, () => undefined);
      done();
      if (!('ok' in result)) {
        void message.warning(t('pasteRefused'));
        return null;
      }
      learn(result.ok.id, result.ok.url);
      return result.ok.id;
    },
    [client, learn, message, t],
  );
  return useMemo(() => ({ url, strict, pick: (type, done) => pick({ type, done }), upload: send }), [url, strict, pick, send]);
}

function marked({ place, severity, message }: Finding) {
  return place ? [{ place, className: `finding-${severity.toLowerCase()}`, title: message }] : [];
}

function commented({ place, resolvedAt, person, text }: Comment) {
  return place && !resolvedAt ? [{ place, className: 'comment-mark', title: `${person.name}：${text}` }] : [];
}

function mediaBlock(type: MediaType, { id, alt }: Uploaded): Block {
  return type === 'image' ? { type, mediaId: id, alt } : { type, mediaId: id, title: alt };
}
