-- The tokens. A row that was deleted stays, without content, so that its versions go on and none ever comes twice.
create table tokentrail_token (
    row_key varchar(64) primary key,
    version bigint not null,
    saved_at timestamp with time zone not null,
    age_milliseconds bigint not null,
    content bytea
);

-- Who renews a token, and until when at most.
create table tokentrail_lease (
    row_key varchar(64) primary key,
    holder varchar(36) not null,
    ends_at timestamp with time zone not null
);
