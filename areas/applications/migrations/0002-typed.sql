-- What was typed on a page and could not be saved yet: shown again on the same address, so that going back, reloading or
-- a restart never asks the browser to send a form twice and never loses a word.
-- To verify: sending a page with an error sets it, sending it rightly clears it.
alter table applications.draft add column typed jsonb;
