-- FL 13 §: a language that has no code of ours stands by its name, and a need of documents in another form (its second
-- paragraph) beside the language, in the same row.
-- To verify: a language of more than 60 characters is refused; the newest row of a person has both.
alter table identity.language_need
  drop constraint language_need_language_check,
  add constraint language_need_language_check check (char_length(language) between 2 and 60),
  -- In the words of who said it: large print, read aloud.
  add column format text check (char_length(format) between 1 and 100);
