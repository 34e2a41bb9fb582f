//! `/console/graphql`: the staff's schema. One file a type or an area; resolvers parse, call one use case, and map.

mod access;
mod account;
mod adoption;
mod article;
mod article_loaders;
mod articles;
mod audit;
mod bridges;
mod calendar;
mod candidates;
mod columns;
mod connectors;
mod custody;
mod delegations;
mod departments;
mod fact_checks;
mod feeds;
mod figures;
mod files;
mod grants;
mod holds;
mod imports;
mod inquiries;
mod inquiry;
mod inquiry_loaders;
mod leaders;
mod loaders;
mod manual;
mod me;
mod media;
mod outlets;
mod pauses;
mod people;
mod pickups;
mod plan;
mod preview;
mod preview_links;
mod read_backs;
mod register;
mod relay;
mod release;
mod release_history;
mod release_loaders;
mod release_tasks;
mod releases;
mod review;
mod revision;
mod rhythms;
mod rules;
mod search;
mod second_factor;
mod shares;
mod sharing;
mod sign_in;
mod sources;
mod spread;
mod story;
mod submission;
mod takedowns;
mod templates;
mod types;
mod variants;
mod wechat_comments;
mod wechat_menu;
mod wire;
mod words;
mod work;

use async_graphql::{Data, MergedObject, MergedSubscription, Schema};

use crate::request::Request;

pub(crate) use sign_in::{end_session, start_session};

/// The roots of every area. Merged in groups: the compiler follows a merge as deep as it is long.
#[derive(MergedObject, Default)]
pub struct Query(CountyAreaQuery, ContentAreaQuery, ReviewAreaQuery, PublishingAreaQuery);

/// Of people, rights and the county itself.
#[derive(MergedObject, Default)]
pub struct CountyAreaQuery(
    me::MeQuery,
    departments::DepartmentsQuery,
    people::PeopleQuery,
    audit::AuditQuery,
    grants::GrantsQuery,
    delegations::DelegationsQuery,
    second_factor::SecondFactorQuery,
);

/// Of what is collected and written.
#[derive(MergedObject, Default)]
pub struct ContentAreaQuery(
    columns::ColumnsQuery,
    rhythms::RhythmsQuery,
    story::StoriesQuery,
    sources::SourcesQuery,
    feeds::FeedsQuery,
    candidates::CandidatesQuery,
    words::WordsQuery,
    leaders::LeadersQuery,
    media::MediaQuery,
    articles::ArticlesQuery,
    search::SearchQuery,
    plan::PlanQuery,
    submission::SubmissionsQuery,
    adoption::AdoptionQuery,
    revision::RevisionsQuery,
    holds::HoldsQuery,
    imports::ImportsQuery,
    access::AccessQuery,
    fact_checks::FactChecksQuery,
    templates::TemplatesQuery,
    shares::SharesQuery,
    sharing::SharingQuery,
);

/// Of what is decided and answered.
#[derive(MergedObject, Default)]
pub struct ReviewAreaQuery(
    bridges::BridgesQuery,
    review::ReviewQuery,
    review::NumbersQuery,
    rules::RulesQuery,
    work::WorkQuery,
    inquiries::InquiriesQuery,
);

/// Of what goes out.
#[derive(MergedObject, Default)]
pub struct PublishingAreaQuery(
    outlets::OutletsQuery,
    outlets::EditorsQuery,
    outlets::SyndicationQuery,
    wire::WireQuery,
    pickups::PickupsQuery,
    connectors::ConnectorsQuery,
    account::AccountsQuery,
    register::RegisterQuery,
    relay::RelayQuery,
    spread::SpreadQuery,
    releases::ReleasesQuery,
    wechat_comments::WechatCommentsQuery,
    figures::FiguresQuery,
    wechat_menu::WechatMenuQuery,
    pauses::PausesQuery,
    calendar::CalendarQuery,
    calendar::CalendarRulesQuery,
    manual::ManualQuery,
);

/// The acts of every area.
#[derive(MergedObject, Default)]
pub struct Mutation(CountyAreaMutation, ContentAreaMutation, ReviewAreaMutation, PublishingAreaMutation);

/// Of people, rights and the county itself.
#[derive(MergedObject, Default)]
pub struct CountyAreaMutation(
    sign_in::SignInMutation,
    second_factor::SecondFactorMutation,
    people::PeopleMutation,
    grants::GrantsMutation,
    delegations::DelegationsMutation,
);

/// Of what is collected and written.
#[derive(MergedObject, Default)]
pub struct ContentAreaMutation(
    columns::ColumnsMutation,
    rhythms::RhythmsMutation,
    story::StoriesMutation,
    sources::SourcesMutation,
    feeds::FeedsMutation,
    candidates::CandidatesMutation,
    words::WordsMutation,
    leaders::LeadersMutation,
    media::MediaMutation,
    articles::ArticlesMutation,
    search::SearchMutation,
    plan::PlanMutation,
    submission::SubmissionsMutation,
    adoption::AdoptionMutation,
    holds::HoldsMutation,
    imports::ImportsMutation,
    access::AccessMutation,
    preview_links::PreviewLinksMutation,
    fact_checks::FactChecksMutation,
    templates::TemplatesMutation,
    sharing::SharingMutation,
);

/// Of what is decided and answered.
#[derive(MergedObject, Default)]
pub struct ReviewAreaMutation(
    bridges::BridgesMutation,
    review::ReviewMutation,
    review::CommentMutation,
    review::BulkMutation,
    review::PrintMutation,
    rules::RulesMutation,
    inquiries::InquiriesMutation,
);

/// Of what goes out.
#[derive(MergedObject, Default)]
pub struct PublishingAreaMutation(
    outlets::OutletsMutation,
    outlets::EditorsMutation,
    outlets::SyndicationMutation,
    wire::WireMutation,
    pickups::PickupsMutation,
    connectors::ConnectorsMutation,
    account::AccountsMutation,
    relay::RelayMutation,
    spread::SpreadMutation,
    register::RegisterMutation,
    custody::CustodyMutation,
    releases::ReleasesMutation,
    wechat_comments::WechatCommentsMutation,
    wechat_menu::WechatMenuMutation,
    release_tasks::TasksMutation,
    read_backs::ReadBacksMutation,
    pauses::PausesMutation,
    calendar::CalendarMutation,
    calendar::CalendarRulesMutation,
    manual::ManualMutation,
);

/// What every area tells as it changes.
#[derive(MergedSubscription, Default)]
pub struct Subscription(articles::ArticlesSubscription, work::WorkSubscription);

/// The console's schema.
pub type ConsoleSchema = Schema<Query, Mutation, Subscription>;

/// Builds it; open schemas answer introspection.
#[must_use]
pub fn schema(open: bool) -> ConsoleSchema {
    let builder = Schema::build(Query::default(), Mutation::default(), Subscription::default())
        .limit_depth(crate::graphql::DEPTH)
        .limit_complexity(crate::graphql::COMPLEXITY)
        .limit_directives(5)
        .disable_suggestions();
    if open { builder.finish() } else { builder.disable_introspection().finish() }
}

/// A request's data: itself and its loaders.
pub(crate) fn data(request: Request) -> Data {
    let mut data = Data::default();
    loaders::add(&mut data, &request);
    article_loaders::add(&mut data, &request);
    plan::add(&mut data, &request);
    story::add(&mut data, &request);
    feeds::add(&mut data, &request);
    media::add(&mut data, &request);
    preview_links::add(&mut data, &request);
    access::add(&mut data, &request);
    fact_checks::add(&mut data, &request);
    submission::add(&mut data, &request);
    outlets::add(&mut data, &request);
    bridges::add(&mut data, &request);
    connectors::add(&mut data, &request);
    review::add(&mut data, &request);
    inquiry_loaders::add(&mut data, &request);
    register::add(&mut data, &request);
    custody::add(&mut data, &request);
    release_loaders::add(&mut data, &request);
    wechat_comments::add(&mut data, &request);
    relay::add(&mut data, &request);
    sharing::add(&mut data, &request);
    data.insert(request);
    data
}
