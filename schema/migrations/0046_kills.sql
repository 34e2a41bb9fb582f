-- What was taken back lately stands in the public feeds as a kill: whoever fetched the piece is told that it is gone.
create index publication_withdrawn_idx on publication (county_id, channel, withdrawn_at desc, id desc)
  where withdrawn_at is not null and superseded_at is null;
