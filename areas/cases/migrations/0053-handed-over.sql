-- A case that is handed over to another board (FL 6, 8 §§; TF 2 kap. 17 §): the row says which board took it over; null
-- where the case stayed with its board. To verify: the last row with a board names the board of its case.
alter table cases.routing add column board text;
