-- Times that people hold while they fill in a form, and have booked once it is sent. One row a time: two can never have
-- the same. A time that is held is free again when `held_until` has passed; one that is booked has none.
-- To verify: a second draft that holds the same time changes no row.
create table applications.booking (
  calendar text not null,
  slot text not null,
  draft_id uuid not null,
  question text not null,
  held_until timestamptz,
  primary key (calendar, slot),
  unique (draft_id, question)
);
create index booking_held on applications.booking (held_until) where held_until is not null;
