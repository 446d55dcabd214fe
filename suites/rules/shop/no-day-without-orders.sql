-- title: there is no day without an order
-- why: a day that is missing in the middle was lost on the way, for people order every day
-- cadence: weekly, monthly
with days as (
  select generate_series(min(created_at at time zone 'UTC')::date, max(created_at at time zone 'UTC')::date, '1 day')::date as day
  from orders)
select day
from days
where day not in (select (created_at at time zone 'UTC')::date from orders)
order by day;
